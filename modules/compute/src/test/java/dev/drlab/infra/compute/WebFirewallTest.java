package dev.drlab.infra.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.compute.balancer.WebFirewall;
import dev.drlab.infra.compute.balancer.WebFirewallProps;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebFirewallTest {
    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/drlab/1";
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/1";
    private static final Synthesized STACK = Synthesized.of(stack -> new WebFirewall(stack, "firewall", props(30)));

    private static WebFirewallProps props(int retentionDays) {
        return new WebFirewallProps("drlab", BALANCER, retentionDays, KEY, "123456789012", "us-west-2");
    }

    @Test
    void standsBeforeTheBalancer() {
        JsonNode association = STACK.only("aws_wafv2_web_acl_association");
        assertThat(association.path("resource_arn").asText()).isEqualTo(BALANCER);
        assertThat(STACK.referenced(association.path("web_acl_arn").asText()))
                .isEqualTo(STACK.only("aws_wafv2_web_acl"));
    }

    @Test
    void managedGroupsBlockAndTheRestIsLetThrough() {
        JsonNode acl = STACK.only("aws_wafv2_web_acl");
        assertThat(acl.path("scope").asText()).isEqualTo("REGIONAL");
        assertThat(acl.path("default_action").has("allow")).isTrue();
        List<String> names = new ArrayList<>();
        List<Integer> priorities = new ArrayList<>();
        for (JsonNode rule : acl.path("rule")) {
            names.add(rule.at("/statement/managed_rule_group_statement/name").asText());
            priorities.add(rule.path("priority").asInt());
            assertThat(rule.path("override_action").has("none"))
                    .as("carried out")
                    .isTrue();
            assertThat(rule.at("/visibility_config/cloudwatch_metrics_enabled").asBoolean())
                    .isTrue();
        }
        assertThat(names)
                .containsExactly(
                        "AWSManagedRulesAmazonIpReputationList",
                        "AWSManagedRulesKnownBadInputsRuleSet",
                        "AWSManagedRulesCommonRuleSet");
        assertThat(priorities).containsExactly(1, 2, 3);
    }

    /** The group blocks bodies over 8 KB, which objects are. */
    @Test
    void largeBodiesAreCountedOnly() {
        JsonNode overrides = STACK.only("aws_wafv2_web_acl")
                .path("rule")
                .path(2)
                .at("/statement/managed_rule_group_statement/rule_action_override");
        assertThat(overrides).hasSize(1);
        assertThat(overrides.at("/0/name").asText()).isEqualTo("SizeRestrictions_BODY");
        assertThat(overrides.at("/0/action_to_use").has("count")).isTrue();
    }

    @Test
    void whatIsCountedOrBlockedIsLoggedUnderTheKeyWithoutSecrets() {
        JsonNode logging = STACK.only("aws_wafv2_web_acl_logging_configuration");
        JsonNode group =
                STACK.referenced(logging.at("/log_destination_configs/0").asText());
        assertThat(group.path("name").asText()).isEqualTo("aws-waf-logs-drlab");
        assertThat(group.path("kms_key_id").asText()).isEqualTo(KEY);
        assertThat(group.path("retention_in_days").asInt()).isEqualTo(30);
        assertThat(logging.path("redacted_fields"))
                .extracting(field -> field.at("/single_header/name").asText())
                .containsExactly("authorization", "cookie", "x-drlab-forward-signature");
        assertThat(logging.at("/logging_filter/default_behavior").asText()).isEqualTo("DROP");
        assertThat(logging.at("/logging_filter/filter/0/condition"))
                .extracting(
                        condition -> condition.at("/action_condition/action").asText())
                .containsExactly("BLOCK", "COUNT");
    }

    @Test
    void onlyTheAccountsLogsAreDelivered() {
        JsonNode statement = Synthesized.parse(STACK.only("aws_cloudwatch_log_resource_policy")
                        .path("policy_document")
                        .asText())
                .at("/Statement/0");
        assertThat(statement.at("/Principal/Service").asText()).isEqualTo("delivery.logs.amazonaws.com");
        assertThat(statement.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo("123456789012");
    }

    @Test
    void refusesARetentionThatCloudWatchDoesNotOffer() {
        assertThatThrownBy(() -> props(31)).hasMessageContaining("logRetentionDays");
    }
}
