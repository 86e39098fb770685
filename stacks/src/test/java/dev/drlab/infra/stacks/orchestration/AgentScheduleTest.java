package dev.drlab.infra.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.infra.stacks.StackJson;
import dev.drlab.infra.stacks.Synthesis;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No move finds an agent that Lambda has put to sleep: each region's agent is called every day, and only reads then. */
class AgentScheduleTest {
    private static final String AGENT = "${aws_lambda_function.orchestration_agent_function";

    @ParameterizedTest
    @ValueSource(strings = {"PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack"})
    void theAgentIsCalledEachDayAndReads(String name) throws Exception {
        StackJson stack = Synthesis.plain().stack(name);
        JsonNode schedule = only(stack, "aws_scheduler_schedule", "target", AGENT);

        assertThat(schedule.path("state").asText()).isEqualTo("ENABLED");
        assertThat(schedule.path("schedule_expression").asText()).isEqualTo("rate(1440 minutes)");
        JsonNode request =
                Json.mapper().readTree(schedule.path("target").path("input").asText());
        assertThat(AgentAction.of(request.path(AgentAction.FIELD).asText()))
                .get()
                .extracting(AgentAction::effect)
                .isEqualTo(AgentAction.Effect.NONE);
        assertThat(request).as("fields that no schedule knows").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PrimaryDROrchestrationStack", "RoutingAndDROrchestrationStack"})
    void itsRoleCanCallTheAgentAlone(String name) throws Exception {
        StackJson stack = Synthesis.plain().stack(name);
        JsonNode statements = Json.mapper()
                .readTree(only(stack, "aws_iam_role_policy", "policy", AGENT)
                        .path("policy")
                        .asText())
                .path("Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Action").asText()).isEqualTo("lambda:InvokeFunction");
        assertThat(statements.get(0).path("Resource").asText()).startsWith(AGENT);
    }

    private static JsonNode only(StackJson stack, String type, String member, String text) {
        List<JsonNode> found = stack.resources(type).stream()
                .map(StackJson.Block::body)
                .filter(body -> body.path(member).toString().contains(text))
                .toList();
        assertThat(found).as("%s that name %s", type, text).hasSize(1);
        return found.get(0);
    }
}
