package dev.drlab.planreview.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.project.RegionCode;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.plan.Use;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a stack that must get along without the other region (I8) does: it reads and changes nothing there, and nothing of
 * it takes a key, image, secret or the like from there. Names of the other region in policies, tags and descriptions are no
 * dependence, and a replica's source is the one that is meant.
 */
final class Independence {
    /**
     * The domains of AWS's hosts in its partitions.
     *
     * @see <a href="https://github.com/aws/aws-sdk-go-v2/blob/main/internal/endpoints/awsrulesfn/partitions.json">the
     *     SDK's list</a>
     */
    private static final String DOMAINS =
            "(?:amazonaws\\.(?:com|eu)|on\\.aws|api\\.aws|(?:on|api)\\.amazonwebservices\\.(?:com\\.cn|eu)"
                    + "|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|(?:api\\.cloud-aws|cloud)\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)";

    private static final Pattern REGION = Pattern.compile("arn:aws[\\w-]*:[a-z0-9-]+:(?<arn>" + RegionCode.REGEX + "):"
            + "|\\.(?<host>" + RegionCode.REGEX + ")(?:\\.[a-z0-9-]+)?\\." + DOMAINS);

    private static final Set<String> NO_DEPENDENCE = Set.of(
            "replicate_source_db",
            "replication_source_identifier",
            "source_db_instance_arn",
            "policy",
            "assume_role_policy",
            "inline_policy",
            "tags",
            "tags_all",
            "description",
            "definition",
            "dashboard_body",
            "query_string",
            "environment",
            "primary_key_arn");

    /** Where the other region is what is meant, by type: its vault takes copies, and names lead to both regions. */
    private static final Map<String, Set<String>> MEANT = Map.of(
            "aws_backup_plan", Set.of("rule"),
            "aws_route53_record", Set.of("alias", "records"),
            "aws_route53_health_check", Set.of("fqdn"));

    private static final Set<String> PARAMETER_VALUE = Set.of("value", "insecure_value");

    /** Variables of a container that say who the peer is, such as {@code DRLAB_PEER_DB_URL}. */
    private static final Pattern PEER = Pattern.compile("(^|_)PEER_");

    private static final JsonMapper MAPPER = Json.mapper();

    private Independence() {}

    static List<Finding> findings(Plan plan, Options options) {
        List<Finding> findings = new ArrayList<>();
        if (!options.independent().contains(plan.stack())) {
            return findings;
        }
        if (plan.region().isEmpty()) {
            findings.add(new Finding(
                    Rule.UNJUDGED_REGION,
                    plan.stack(),
                    "",
                    "",
                    List.of(Detail.said("the region of its provider is not a constant")),
                    true));
            return findings;
        }
        for (Use use : plan.uses()) {
            if (use.region().isEmpty() && use.regional()) {
                Detail detail = Detail.said(
                        use.remoteState()
                                ? "the region of the state that it reads is not a constant"
                                : "the region of the provider " + use.provider() + " is not a constant");
                findings.add(new Finding(Rule.UNJUDGED_REGION, plan.stack(), use.address(), "", List.of(detail), true));
            } else if (!use.region().isEmpty() && !use.region().equals(plan.region())) {
                Detail detail = Detail.said(
                        use.remoteState()
                                ? "reads a state in " + use.region()
                                : "is in " + use.region() + ", by the provider " + use.provider());
                findings.add(found(plan, use.address(), "", detail));
            }
        }
        for (ResourceChange change : plan.changes()) {
            if (change.managed() && change.action().changes()) {
                Map<String, Set<String>> named = named(change, plan.region());
                named.forEach((attribute, regions) -> findings.add(found(
                        plan,
                        change.address(),
                        change.action().words(),
                        new Detail(attribute, "", "names " + String.join(", ", regions)))));
            }
        }
        return findings;
    }

    private static Finding found(Plan plan, String address, String action, Detail detail) {
        return new Finding(Rule.DEPENDS_ON_PRIMARY, plan.stack(), address, action, List.of(detail), false);
    }

    /** Attributes that name another region from now on. */
    private static Map<String, Set<String>> named(ResourceChange change, String own) {
        Map<String, Set<String>> named = new TreeMap<>();
        change.after().properties().forEach(attribute -> {
            Set<String> regions = regions(attribute.getValue(), own);
            regions.removeAll(regions(change.before().path(attribute.getKey()), own));
            if (!regions.isEmpty() && !isMeant(change, attribute.getKey())) {
                named.put(attribute.getKey(), regions);
            }
        });
        return named;
    }

    private static boolean isMeant(ResourceChange change, String attribute) {
        return NO_DEPENDENCE.contains(attribute)
                || MEANT.getOrDefault(change.type(), Set.of()).contains(attribute)
                // the runbook says which database is the peer's
                || (PARAMETER_VALUE.contains(attribute)
                        && Kinds.of(change).filter(Kind.RUNBOOK::equals).isPresent());
    }

    private static Set<String> regions(JsonNode value, String own) {
        Set<String> regions = new TreeSet<>();
        List<JsonNode> open = new ArrayList<>(List.of(value));
        while (!open.isEmpty()) {
            JsonNode next = parsed(open.remove(open.size() - 1));
            if (isOfPeer(next)) {
                continue;
            }
            if (next.isTextual()) {
                Matcher matcher = REGION.matcher(next.asText());
                while (matcher.find()) {
                    regions.add(matcher.group("arn") == null ? matcher.group("host") : matcher.group("arn"));
                }
            }
            for (Iterator<JsonNode> members = next.elements(); members.hasNext(); ) {
                open.add(members.next());
            }
        }
        regions.remove(own);
        return regions;
    }

    /** A variable of a container, whose definitions are JSON in a text. */
    private static boolean isOfPeer(JsonNode node) {
        return node.size() == 2
                && node.has("value")
                && PEER.matcher(node.path("name").asText()).find();
    }

    private static JsonNode parsed(JsonNode node) {
        if (!node.asText().startsWith("[") && !node.asText().startsWith("{")) {
            return node;
        }
        try {
            return MAPPER.readTree(node.asText());
        } catch (JsonProcessingException e) {
            return node;
        }
    }
}
