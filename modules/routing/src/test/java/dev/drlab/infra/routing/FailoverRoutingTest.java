package dev.drlab.infra.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FailoverRoutingTest {
    private static final RegionEndpoint PRIMARY =
            new RegionEndpoint(RoutingModel.PRIMARY_HOST, "primary-balancer", "Z1");
    private static final RegionEndpoint SECONDARY =
            new RegionEndpoint(RoutingModel.SECONDARY_HOST, "secondary-balancer", "Z2");

    private static JsonNode routing;
    private static JsonNode certificate;

    @BeforeAll
    static void synthesize() throws JsonProcessingException {
        TerraformStack stack = new TerraformStack(Testing.app(), "test");
        new FailoverRouting(
                stack,
                "routing",
                new FailoverRoutingProps(
                        "drlab", "ZONE", RoutingModel.FAILOVER_NAME, PRIMARY, SECONDARY, new HealthCheckProps(10, 3)));
        routing = new ObjectMapper().readTree(Testing.synth(stack));

        TerraformStack app = new TerraformStack(Testing.app(), "test");
        new RegionCertificate(
                app,
                "certificate",
                new RegionCertificateProps("ZONE", RoutingModel.PRIMARY_HOST, RoutingModel.FAILOVER_NAME));
        certificate = new ObjectMapper().readTree(Testing.synth(app));
    }

    private static List<JsonNode> all(JsonNode root, String type) {
        return StreamSupport.stream(root.path("resource").path(type).spliterator(), false)
                .toList();
    }

    @Test
    void everyRowOfTheTruthTableHolds() {
        assertThat(TruthTable.differences(new RoutingModel(routing))).isEmpty();
    }

    @Test
    void theTruthTableFindsEveryWrongInversionThresholdChildAndRecord() {
        Map<String, Consumer<JsonNode>> mistakes = Map.ofEntries(
                mistake(
                        "inverted check is plain",
                        c -> check(c, "secondary-not-active").put("invert_healthcheck", false)),
                mistake(
                        "plain check of P is inverted",
                        c -> check(c, "primary-healthz").put("invert_healthcheck", true)),
                mistake(
                        "calculation is inverted",
                        c -> check(c, "primary-serves").put("invert_healthcheck", true)),
                mistake("any child suffices", c -> check(c, "primary-serves").put("child_health_threshold", 1)),
                mistake("threshold is zero", c -> check(c, "primary-serves").put("child_health_threshold", 0)),
                mistake(
                        "writer-present needs both",
                        c -> check(c, "writer-present").put("child_health_threshold", 2)),
                mistake("two-writers needs one", c -> check(c, "two-writers").put("child_health_threshold", 1)),
                mistake(
                        "P is checked for being active",
                        c -> check(c, "primary-healthz").put("resource_path", "/active")),
                mistake(
                        "S is checked for being alive",
                        c -> check(c, "secondary-not-active").put("resource_path", "/healthz")),
                mistake(
                        "inverted check looks at P",
                        c -> check(c, "secondary-not-active").put("fqdn", RoutingModel.PRIMARY_HOST)),
                mistake("check is disabled", c -> check(c, "primary-healthz").put("disabled", true)),
                mistake("a child is missing", c -> removeFirstChild(check(c, "primary-serves"))),
                mistake("PRIMARY has no check", c -> failover(c, "PRIMARY").remove("health_check_id")),
                mistake(
                        "SECONDARY has the check too",
                        c -> failover(c, "SECONDARY")
                                .set("health_check_id", failover(c, "PRIMARY").get("health_check_id"))),
                mistake(
                        "SECONDARY looks at its balancer",
                        c -> alias(c, "SECONDARY").put("evaluate_target_health", true)),
                mistake("records are swapped", c -> {
                    alias(c, "PRIMARY").put("name", "secondary-balancer");
                    alias(c, "SECONDARY").put("name", "primary-balancer");
                }));
        mistakes.forEach((name, mistake) -> {
            JsonNode copy = routing.deepCopy();
            mistake.accept(copy);
            assertThat(copy).as(name).isNotEqualTo(routing);
            assertThat(TruthTable.differences(new RoutingModel(copy))).as(name).isNotEmpty();
        });
    }

    private static Map.Entry<String, Consumer<JsonNode>> mistake(String name, Consumer<JsonNode> change) {
        return Map.entry(name, change);
    }

    private static ObjectNode check(JsonNode root, String name) {
        return (ObjectNode) all(root, "aws_route53_health_check").stream()
                .filter(c -> c.at("/tags/Name").asText().equals("drlab-" + name))
                .findFirst()
                .orElseThrow();
    }

    private static void removeFirstChild(ObjectNode check) {
        check.withArray("child_healthchecks").remove(0);
    }

    private static ObjectNode failover(JsonNode root, String kind) {
        return (ObjectNode) all(root, "aws_route53_record").stream()
                .filter(r -> r.at("/failover_routing_policy/type").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode alias(JsonNode root, String kind) {
        return (ObjectNode) failover(root, kind).path("alias");
    }

    @Test
    void theSecondaryRecordIsTheLastResort() {
        assertThat(failover(routing, "SECONDARY").has("health_check_id")).isFalse();
        assertThat(all(routing, "aws_route53_record"))
                .noneMatch(r -> r.at("/alias/evaluate_target_health").asBoolean(true));
    }

    @Test
    void eachRegionHasItsOwnName() {
        assertThat(all(routing, "aws_route53_record"))
                .filteredOn(r -> !r.has("failover_routing_policy"))
                .extracting(r -> "%s %s %s %s"
                        .formatted(
                                r.path("zone_id").asText(),
                                r.path("name").asText(),
                                r.at("/alias/name").asText(),
                                r.at("/alias/zone_id").asText()))
                .containsExactlyInAnyOrder(
                        "ZONE primary.app.example.com primary-balancer Z1",
                        "ZONE secondary.app.example.com secondary-balancer Z2");
    }

    @Test
    void checksGoToTheRegionsOverTlsAtTheConfiguredPace() {
        List<JsonNode> endpoints = all(routing, "aws_route53_health_check").stream()
                .filter(c -> c.has("fqdn"))
                .toList();
        assertThat(endpoints).hasSize(4).allSatisfy(c -> {
            assertThat(c.path("type").asText()).isEqualTo("HTTPS");
            assertThat(c.path("enable_sni").asBoolean()).isTrue();
            assertThat(c.path("port").asInt()).isEqualTo(443);
            assertThat(c.path("request_interval").asInt()).isEqualTo(10);
            assertThat(c.path("failure_threshold").asInt()).isEqualTo(3);
            assertThat(c.path("fqdn").asText()).isNotEqualTo(RoutingModel.FAILOVER_NAME);
        });
    }

    @Test
    void aReplacedCheckExistsBeforeTheOldOneGoes() {
        assertThat(all(routing, "aws_route53_health_check"))
                .hasSize(7)
                .allMatch(c -> c.at("/lifecycle/create_before_destroy").asBoolean());
    }

    @Test
    void aCertificateCoversTheRegionsNameAndTheFailoverName() {
        JsonNode acm = all(certificate, "aws_acm_certificate").get(0);
        assertThat(acm.path("domain_name").asText())
                .as("of 64 octets at most: the name that the configuration limits to them")
                .isEqualTo(RoutingModel.FAILOVER_NAME);
        assertThat(acm.path("subject_alternative_names"))
                .extracting(JsonNode::asText)
                .containsExactly(RoutingModel.PRIMARY_HOST);
        assertThat(acm.path("validation_method").asText()).isEqualTo("DNS");
        assertThat(acm.at("/lifecycle/create_before_destroy").asBoolean()).isTrue();
    }

    @Test
    void bothNamesAreProvenAndTheCertificateWaitsForThat() {
        assertThat(all(certificate, "aws_route53_record"))
                .hasSize(2)
                .allMatch(r -> r.path("allow_overwrite").asBoolean())
                .anyMatch(r -> r.path("name").asText().contains("\"" + RoutingModel.PRIMARY_HOST + "\""))
                .anyMatch(r -> r.path("name").asText().contains("\"" + RoutingModel.FAILOVER_NAME + "\""));
        String acm =
                certificate.at("/resource/aws_acm_certificate").fieldNames().next();
        assertThat(all(certificate, "aws_route53_record"))
                .allMatch(r -> r.path("name").asText().contains("aws_acm_certificate." + acm + "."));
        assertThat(all(certificate, "aws_acm_certificate_validation").get(0).path("validation_record_fqdns"))
                .hasSize(2);
    }

    @Test
    void refusesWhatRoute53DoesNotOffer() {
        assertThatThrownBy(() -> new HealthCheckProps(20, 3)).hasMessageContaining("intervalSeconds");
        assertThatThrownBy(() -> new HealthCheckProps(10, 0)).hasMessageContaining("failureThreshold");
        assertThatThrownBy(() -> new HealthCheckProps(10, 11)).hasMessageContaining("failureThreshold");
    }

    @Test
    void refusesACheckThatWouldFollowItsOwnAnswer() {
        RegionEndpoint circular = new RegionEndpoint(RoutingModel.FAILOVER_NAME, "primary-balancer", "Z1");
        assertThatThrownBy(() -> new FailoverRoutingProps(
                        "drlab", "ZONE", RoutingModel.FAILOVER_NAME, circular, SECONDARY, new HealthCheckProps(10, 3)))
                .hasMessageContaining("must differ");
    }

    @Test
    void refusesWhatIsNoHostName() {
        for (String name : List.of("", "localhost", "App.example.com", "-a.example.com", "a..example.com", "a b.com")) {
            assertThatThrownBy(() -> new RegionEndpoint(name, "balancer", "Z1"))
                    .hasMessageContaining("hostName")
                    .hasMessageContaining('"' + name + '"');
        }
    }
}
