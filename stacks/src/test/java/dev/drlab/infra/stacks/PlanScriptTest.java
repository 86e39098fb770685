package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stacks/plan} with real synthesized stacks, and with a Terraform whose plans are set by a file. */
@Timeout(60)
class PlanScriptTest {
    /** The content of {@code plans/STACK} is {@code changed}, {@code outputs} or {@code fails}. */
    private static final String TERRAFORM = """
            stack=${PWD##*/}
            says=$(cat '%1$s/plans/'$stack 2>/dev/null)
            case $1 in
                version) echo 'Terraform v1.11.4' ;;
                plan)
                    %2$s
                    case $says in
                        changed)
                            printf '  # aws_db_instance.writer must be replaced\\n\\nPlan: 1 to add, 0 to change, 1 to destroy.\\n'
                            exit 2 ;;
                        outputs) echo 'Changes to Outputs:'; exit 2 ;;
                        fails) echo 'Error: InvalidClientTokenId: no'; exit 1 ;;
                        *) echo 'No changes.' ;;
                    esac ;;
                show) echo '{"format_version": "1.2"}' ;;
            esac
            exit 0""";

    @TempDir
    private static Path synthesized;

    private static List<String> stacks;

    @TempDir
    private Path tree;

    private ScriptTree script;

    @BeforeAll
    static void synthesize() throws IOException {
        stacks = DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"123456789012\", \"projectName\": \"shop\"}"), synthesized);
    }

    @BeforeEach
    void plant() throws IOException {
        script = new ScriptTree(tree, "stacks/plan");
        script.command(
                "stacks/synth", "rm -rf '%1$s'; cp -R '%2$s' '%1$s'".formatted(tree.resolve("cdktf.out"), synthesized));
        script.command("bin/terraform", TERRAFORM.formatted(tree, script.note("plan $stack ${3:-} ${4:-}")));
        Files.createDirectories(tree.resolve("plans"));
    }

    @Test
    void plansEveryStackWithoutALock() throws Exception {
        ScriptTree.Result result = script.run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.lastSentence()).isEqualTo("nothing would change");
        List<String> expected = new ArrayList<>();
        stacks.forEach(stack -> expected.add("plan " + stack + " -no-color -lock=false"));
        assertThat(script.calls()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void saysWhatWouldChangeInEveryStackAndFails() throws Exception {
        Files.writeString(tree.resolve("plans/PrimaryDataStack"), "changed");
        Files.writeString(tree.resolve("plans/ObservabilityStack"), "outputs");

        ScriptTree.Result result = script.run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("PrimaryDataStack: 1 to add, 0 to change, 1 to destroy.")
                .contains("aws_db_instance.writer must be replaced")
                .contains("ObservabilityStack: outputs only");
        assertThat(result.lastSentence()).contains("PrimaryDataStack ObservabilityStack");
    }

    @Test
    void aStackThatCannotBePlannedIsNotTakenForUnchanged() throws Exception {
        Files.writeString(tree.resolve("plans/PrimaryDataStack"), "fails");

        ScriptTree.Result result = script.run("PrimaryNetworkStack", "PrimaryDataStack");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).contains("PrimaryDataStack: AWS refuses the credentials");
    }

    @Test
    void keepsThePlansThatAreAskedFor() throws Exception {
        Path kept = tree.resolve("kept");

        ScriptTree.Result result = script.run("--keep", kept.toString(), "PrimaryDataStack");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(kept.resolve("PrimaryDataStack.json")).hasContent("{\"format_version\": \"1.2\"}");
        assertThat(tree.resolve("cdktf.out/stacks/PrimaryDataStack/plan.bin")).doesNotExist();
        assertThat(script.calls()).hasSize(1);
    }

    @Test
    void refusesAStackThatIsNone() throws Exception {
        ScriptTree.Result result = script.run("TertiaryDataStack");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).startsWith("there is no stack TertiaryDataStack; there are: ");
        assertThat(script.calls()).isEmpty();
    }
}
