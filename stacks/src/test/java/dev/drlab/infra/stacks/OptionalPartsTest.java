package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Parts that a key of the configuration adds or leaves out. */
class OptionalPartsTest {
    private static final Synthesis NONE =
            Synthesis.of(ConfigParser.parse("{\"flowLogDays\": 0, \"canaryEnabled\": false}"));

    @Test
    void theFirewallStandsInBothRegionsOrInNone() {
        assertThat(all(Synthesis.full(), "aws_wafv2_web_acl_association"))
                .extracting(block -> block.stack().name())
                .containsExactlyInAnyOrder("PrimaryAppStack", "SecondaryAppStack");
        for (Block association : all(Synthesis.full(), "aws_wafv2_web_acl_association")) {
            assertThat(association.body().path("resource_arn").asText()).startsWith("${aws_lb.");
        }
        assertThat(types(Synthesis.plain())).noneMatch(type -> type.startsWith("aws_wafv2"));
    }

    @Test
    void flowLogsAreKeptForAsLongAsIsSaidOrNotMade() {
        assertThat(flowLogGroups(Synthesis.plain()))
                .hasSize(2)
                .allMatch(group -> group.path("retention_in_days").asInt() == 30 && group.has("kms_key_id"));
        assertThat(flowLogGroups(Synthesis.full()))
                .hasSize(2)
                .allMatch(group -> group.path("retention_in_days").asInt() == 365);
        assertThat(types(NONE)).doesNotContain("aws_flow_log");
        assertThat(flowLogGroups(NONE)).isEmpty();
    }

    @Test
    void readinessAsksForTheVerifierOnlyWhereOneRuns() {
        assertThat(readinessIsAskedWithout(Synthesis.plain())).isEmpty();
        assertThat(readinessIsAskedWithout(NONE)).isEqualTo("verifier");
    }

    private static String readinessIsAskedWithout(Synthesis synthesis) {
        List<JsonNode> functions = all(synthesis, "aws_lambda_function").stream()
                .map(Block::body)
                .filter(function -> function.path("function_name").asText().endsWith("-readiness"))
                .toList();
        assertThat(functions).hasSize(1);
        return functions
                .get(0)
                .at("/environment/variables/DRLAB_READINESS_WITHOUT")
                .asText();
    }

    @Test
    void aDigestNamesTheImageInsteadOfTheTag() {
        assertThat(images(Synthesis.plain())).hasSize(3).allMatch(image -> image.endsWith(":0.1.0"));
        assertThat(images(Synthesis.full()))
                .containsExactlyInAnyOrder(
                        "000000000000.dkr.ecr.ap-southeast-2.amazonaws.com/drlab/service@sha256:" + "a1".repeat(32),
                        "000000000000.dkr.ecr.us-west-2.amazonaws.com/drlab/service@sha256:" + "a1".repeat(32),
                        "000000000000.dkr.ecr.us-west-2.amazonaws.com/drlab/verifier@sha256:" + "b2".repeat(32));
    }

    private static List<String> images(Synthesis synthesis) {
        return all(synthesis, "aws_ecs_task_definition").stream()
                .map(task -> Synthesis.policy(
                        task.body().path("container_definitions").asText()))
                .map(containers -> containers.path(0).path("image").asText())
                .toList();
    }

    private static List<JsonNode> flowLogGroups(Synthesis synthesis) {
        return all(synthesis, "aws_cloudwatch_log_group").stream()
                .map(Block::body)
                .filter(group -> group.path("name").asText().endsWith("/flow"))
                .toList();
    }

    private static List<Block> all(Synthesis synthesis, String type) {
        return blocks(synthesis).filter(block -> block.type().equals(type)).toList();
    }

    private static List<String> types(Synthesis synthesis) {
        return blocks(synthesis).map(Block::type).toList();
    }

    private static Stream<Block> blocks(Synthesis synthesis) {
        return synthesis.stacks().stream().flatMap(stack -> stack.resources().stream());
    }
}
