package dev.drlab.infra.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * Route 53's answer, calculated from synthesized health checks and records (Route 53 Developer Guide, "How Route 53
 * chooses records when health checking is configured").
 */
final class RoutingModel {
    static final String PRIMARY_HOST = "primary.app.example.com";
    static final String SECONDARY_HOST = "secondary.app.example.com";
    static final String FAILOVER_NAME = "app.example.com";

    /**
     * The state of both regions.
     *
     * @param primaryUp the primary answers {@code /healthz}; it cannot be active otherwise
     * @param secondaryUp the secondary can be reached
     */
    record RegionStates(boolean primaryUp, boolean primaryActive, boolean secondaryActive, boolean secondaryUp) {
        boolean answers200(String host, String path) {
            boolean primary = host.equals(PRIMARY_HOST);
            if (!primary && !host.equals(SECONDARY_HOST)) {
                throw new AssertionError("no check may look at " + host);
            }
            boolean up = primary ? primaryUp : secondaryUp;
            boolean active = primary ? primaryActive : secondaryActive;
            return switch (path) {
                case "/healthz" -> up;
                case "/active" -> up && active;
                default -> throw new AssertionError("the balancer does not route " + path);
            };
        }
    }

    private final JsonNode resources;

    RoutingModel(JsonNode root) {
        this.resources = root.path("resource");
    }

    /** The balancer that the failover name leads to. */
    String answer(RegionStates states) {
        JsonNode primary = record("PRIMARY");
        JsonNode secondary = record("SECONDARY");
        // If no record is healthy, Route 53 takes the primary one.
        JsonNode chosen = healthy(primary, states) || !healthy(secondary, states) ? primary : secondary;
        return chosen.at("/alias/name").asText();
    }

    /** State of the check whose Name tag ends with {@code name}. */
    boolean check(String name, RegionStates states) {
        return check(find("aws_route53_health_check", "/tags/Name", "drlab-" + name), states);
    }

    private boolean healthy(JsonNode dnsRecord, RegionStates states) {
        boolean ofTarget = true;
        if (dnsRecord.at("/alias/evaluate_target_health").asBoolean(true)) {
            boolean primary = dnsRecord.at("/alias/name").asText().startsWith("primary");
            ofTarget = primary ? states.primaryUp() : states.secondaryUp();
        }
        String id = dnsRecord.path("health_check_id").asText("");
        return ofTarget && (id.isEmpty() || check(behind(id), states));
    }

    private boolean check(JsonNode check, RegionStates states) {
        boolean result = switch (check.path("type").asText()) {
            case "HTTPS" ->
                states.answers200(
                        check.path("fqdn").asText(), check.path("resource_path").asText());
            case "CALCULATED" ->
                children(check).filter(id -> check(behind(id.asText()), states)).count()
                        >= check.path("child_health_threshold").asInt();
            default -> throw new AssertionError("not modelled: " + check);
        };
        // Route 53 treats a disabled check as healthy before it inverts.
        boolean seen = check.path("disabled").asBoolean(false) || result;
        return seen != check.path("invert_healthcheck").asBoolean(false);
    }

    private static java.util.stream.Stream<JsonNode> children(JsonNode check) {
        return StreamSupport.stream(check.path("child_healthchecks").spliterator(), false);
    }

    private JsonNode record(String kind) {
        JsonNode dnsRecord = find("aws_route53_record", "/failover_routing_policy/type", kind);
        if (!dnsRecord.path("name").asText().equals(FAILOVER_NAME)) {
            throw new AssertionError("not the failover name: " + dnsRecord);
        }
        return dnsRecord;
    }

    private JsonNode find(String type, String pointer, String value) {
        return StreamSupport.stream(resources.path(type).spliterator(), false)
                .filter(resource -> resource.at(pointer).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " with " + pointer + " = " + value));
    }

    private JsonNode behind(String reference) {
        String[] parts = reference.replace("${", "").split("\\.", -1);
        JsonNode resource = resources.path(parts[0]).path(parts[1]);
        if (resource.isMissingNode()) {
            throw new AssertionError("nothing is behind " + reference);
        }
        return resource;
    }
}
