package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.planreview.plan.Action;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.PlanException;
import dev.drlab.planreview.plan.PlanReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are plans. A file that reads as an empty plan would be a false all-clear. */
class PlanReaderTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> noPlans() {
        String plan = Plans.empty().toString();
        return Stream.of(
                Arguments.of("nothing", "", "not the JSON of a plan"),
                Arguments.of("blank", "  \n", "not the JSON of a plan"),
                Arguments.of("null", "null", "not the JSON of a plan"),
                Arguments.of("a list", "[]", "not the JSON of a plan"),
                Arguments.of("no version", "{}", "no format_version"),
                Arguments.of("version as a number", "{\"format_version\": 1.2}", "no format_version"),
                Arguments.of("version alone", "{\"format_version\": \"1.2\"}", "not the JSON of a plan"),
                Arguments.of("half of a plan", plan.substring(0, plan.length() / 2), "not all of it"),
                Arguments.of("two plans in a file", plan + plan, "not JSON, or not all of it"),
                Arguments.of(
                        "a state",
                        "{\"format_version\": \"1.0\", \"terraform_version\": \"1.11.4\", \"values\": {\"root_module\": {}}}",
                        "a state and not a plan"),
                Arguments.of(
                        "a log",
                        "{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\",\"type\":\"version\"}\n{\"@level\":\"info\"}\n",
                        "the log that terraform plan -json prints"),
                Arguments.of(
                        "schemas", "{\"format_version\": \"1.0\", \"provider_schemas\": {}}", "not the JSON of a plan"),
                Arguments.of("a binary plan", "PK\u0003\u0004rest", "binary form"),
                Arguments.of("HCL", "resource \"aws_db_instance\" \"x\" {}", "not JSON"),
                Arguments.of("the next major version", plan.replace("\"1.2\"", "\"2.0\""), "format_version is \"2.0\""),
                Arguments.of("version ten", plan.replace("\"1.2\"", "\"10.0\""), "format_version is \"10.0\""),
                Arguments.of(
                        "the same member twice",
                        plan.replace("\"errored\":false", "\"errored\":true,\"errored\":false"),
                        "Duplicate field 'errored'"),
                Arguments.of(
                        "changes that are no list",
                        plan.replace("\"resource_changes\":[]", "\"resource_changes\":{\"a\":1}"),
                        "resource_changes are no list"),
                Arguments.of(
                        "a change without an address",
                        plan.replace("\"resource_changes\":[]", "\"resource_changes\":[{\"type\":\"x\"}]"),
                        "no address"),
                Arguments.of(
                        "a change without actions",
                        plan.replace(
                                "\"resource_changes\":[]",
                                "\"resource_changes\":[{\"address\":\"x.y\",\"type\":\"x\",\"change\":{}}]"),
                        "does not say what is done with x.y"),
                Arguments.of(
                        "an unknown action",
                        plan.replace(
                                "\"resource_changes\":[]",
                                "\"resource_changes\":[{\"address\":\"x.y\",\"type\":\"x\",\"change\":{\"actions\":[\"melt\"]}}]"),
                        "[melt]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noPlans")
    void aFileThatIsNoPlanIsRefusedWithItsRemedy(String name, String content, String cause) {
        assertThatThrownBy(() -> PlanReader.of("stack", "file", content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(cause)
                .hasMessageFindingMatch("terraform show -json|newer drlab|drlab that knows it");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> PlanReader.read(directory.resolve("none.json")))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("no such file");
    }

    /** PowerShell redirects in UTF-16. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void plansInWhateverAShellWritesAreRead(String charset) {
        String text = (charset.equals("UTF-16") ? "" : "\uFEFF")
                + Plans.with(Plans.empty(), Plans.change("delete", "aws_db_instance", "{\"id\": \"x\"}", "null"));
        Plan plan = PlanReader.of("stack", "file", text.getBytes(Charset.forName(charset)));
        assertThat(plan.changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2", "1.0", "1.1", "1.2", "1.99"})
    void formatsOfBothKnownMajorVersionsAreRead(String version) {
        Plan plan = PlanReader.of(
                "stack",
                "file",
                Plans.empty().put("format_version", version).toString().getBytes(StandardCharsets.UTF_8));
        assertThat(plan.gaps()).isEmpty();
    }

    @Test
    void everyActionOfTheFormatIsKnown() {
        for (String actions : new String[] {
            "no-op", "create", "read", "update", "delete,create", "create,delete", "delete", "forget", "create,forget"
        }) {
            ObjectNode plan = Plans.with(Plans.empty(), Plans.change(actions, "aws_vpc", "{}", "{}"));
            Action action = PlanReader.of("stack", "file", plan.toString().getBytes(StandardCharsets.UTF_8))
                    .changes()
                    .get(0)
                    .action();
            assertThat(action.destroys()).as(actions).isEqualTo(actions.contains("delete"));
            assertThat(action.forgets()).as(actions).isEqualTo(actions.contains("forget"));
        }
    }

    @Test
    void theStackHasTheFilesNameOrItsDirectorys() throws Exception {
        Path stack = Files.createDirectories(directory.resolve("PrimaryDataStack"));
        Files.writeString(stack.resolve("plan.json"), Plans.empty().toString());
        assertThat(PlanReader.read(stack.resolve("plan.json")).stack()).isEqualTo("PrimaryDataStack");
        assertThat(PlanReader.read(Plans.write(directory, "Other", Plans.empty()))
                        .stack())
                .isEqualTo("Other");
    }

    @Test
    void regionsComeFromTheProvidersOfTheConfiguration() {
        ObjectNode plan = Plans.empty();
        plan.set("configuration", Plans.json("""
                {"provider_config": {
                   "aws": {"expressions": {"region": {"constant_value": "us-west-2"}}},
                   "aws.east": {"expressions": {"region": {"constant_value": "us-east-1"}}},
                   "module.own:aws": {"expressions": {"region": {"references": ["var.region"]}}}},
                 "root_module": {
                   "resources": [
                     {"address": "aws_vpc.here", "type": "aws_vpc", "provider_config_key": "aws"},
                     {"address": "aws_vpc.east", "type": "aws_vpc", "provider_config_key": "aws.east"},
                     {"address": "aws_vpc.own", "type": "aws_vpc", "provider_config_key": "aws",
                      "expressions": {"region": {"constant_value": "eu-west-1"}}}],
                   "module_calls": {"net": {"module": {"resources": [
                     {"address": "aws_vpc.in", "type": "aws_vpc", "provider_config_key": "net:aws"}]}}}}}
                """));
        Plan read = PlanReader.of("stack", "file", plan.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read.region()).isEqualTo("us-west-2");
        assertThat(read.uses())
                .extracting(use -> use.address() + " " + use.region())
                .containsExactly(
                        "aws_vpc.here us-west-2",
                        "aws_vpc.east us-east-1",
                        "aws_vpc.own eu-west-1",
                        "module.net.aws_vpc.in us-west-2");
    }
}
