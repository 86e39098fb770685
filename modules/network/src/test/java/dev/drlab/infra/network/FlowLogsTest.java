package dev.drlab.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.synthesized.Synthesized;
import org.junit.jupiter.api.Test;

class FlowLogsTest {
    private static final String KEY = "arn:aws:kms:ap-southeast-2:123456789012:key/1";
    private static final Synthesized STACK = Synthesized.of(stack -> new FlowLogs(stack, "flow-logs", props(30)));

    private static FlowLogProps props(int retentionDays) {
        return new FlowLogProps("drlab", "ap-southeast-2", "vpc-1", "/drlab/flow", retentionDays, KEY, "123456789012");
    }

    @Test
    void everyConnectionOfTheVpcIsLoggedForTheConfiguredTimeUnderTheKey() {
        JsonNode flowLog = STACK.only("aws_flow_log");
        assertThat(flowLog.path("traffic_type").asText()).isEqualTo("ALL");
        assertThat(flowLog.path("vpc_id").asText()).isEqualTo("vpc-1");
        JsonNode group = STACK.referenced(flowLog.path("log_destination").asText());
        assertThat(group.path("name").asText()).isEqualTo("/drlab/flow");
        assertThat(group.path("retention_in_days").asInt()).isEqualTo(30);
        assertThat(group.path("kms_key_id").asText()).isEqualTo(KEY);
    }

    @Test
    void theRoleServesThisAccountAndThisLogGroupOnly() {
        JsonNode flowLog = STACK.only("aws_flow_log");
        JsonNode role = STACK.referenced(flowLog.path("iam_role_arn").asText());
        assertThat(role.path("name").asText()).isEqualTo("drlab-flow-logs-ap-southeast-2");
        JsonNode trust =
                Synthesized.parse(role.path("assume_role_policy").asText()).at("/Statement/0");
        assertThat(trust.at("/Principal/Service").asText()).isEqualTo("vpc-flow-logs.amazonaws.com");
        assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo("123456789012");

        JsonNode policy = STACK.only("aws_iam_role_policy");
        assertThat(STACK.referenced(policy.path("role").asText())).isEqualTo(role);
        String logGroup = flowLog.path("log_destination").asText();
        assertThat(Synthesized.parse(policy.path("policy").asText()).at("/Statement/0/Resource"))
                .extracting(JsonNode::asText)
                .containsExactly(logGroup, logGroup + ":*");
    }

    @Test
    void refusesARetentionThatCloudWatchDoesNotOffer() {
        assertThatThrownBy(() -> props(31))
                .hasMessageContaining("retentionDays")
                .hasMessageContaining("31");
    }
}
