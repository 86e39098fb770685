package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.planreview.report.MarkdownComment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the workflows, among commands that stand for those that they call. */
class WorkflowScriptsTest {
    private static final Path SOURCE = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private String said;

    @BeforeEach
    void plant() throws IOException {
        for (String file : List.of(
                ".github/scripts/stacks",
                ".github/scripts/plan",
                ".github/scripts/review",
                ".github/scripts/no-review",
                ".github/scripts/apply",
                ".github/scripts/earlier-trend",
                ".github/scripts/trend.mjs",
                "state-backend/lib.sh")) {
            Path to = home.resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(SOURCE.resolve(file), to);
        }
        command("drlab", """
                case "$1 $2" in
                    'plan redact') mkdir -p "$4" && sed 's/hunter2/(sensitive)/' "$5" >"$4/$(basename "$5")" ;;
                    'plan review')
                        echo "drlab $*" >>'%1$s/calls'
                        [ ! -e '%1$s/broken' ] || exit 2
                        [ "$3 $5" = '--stacks --write' ] || exit 2
                        mkdir -p "$6" && echo '**Look.**' >"$6/plan-review.md"
                        exit "$(cat '%1$s/code')" ;;
                esac
                """.formatted(home));
        Files.writeString(home.resolve("code"), "0");
    }

    @Test
    void theMatrixHasEveryStackInTheOrderOfDeployment() throws Exception {
        assertThat(run("stacks")).isEqualTo(2);
        Files.createDirectories(home.resolve("cdktf.out"));
        Files.writeString(home.resolve("cdktf.out/manifest.json"), """
                {
                  "stacks": {
                    "A": {
                      "name": "PrimaryNetworkStack",
                    },
                    "B": {
                      "name": "PrimaryStateBackendStack",
                    },
                    "C": {
                      "name": "PrimaryDataStack",
                    }
                """);
        assertThat(run("stacks")).as(said).isZero();
        assertThat(said.strip())
                .isEqualTo("stacks=[\"PrimaryStateBackendStack\",\"SecondaryStateBackendStack\","
                        + "\"PrimaryNetworkStack\",\"PrimaryDataStack\"]");
    }

    @Test
    void onlyTheRedactedPlanIsKept() throws Exception {
        stacksPlan(1);
        assertThat(run("plan", "PrimaryDataStack", home.resolve("kept").toString()))
                .as(said)
                .isZero();
        assertThat(files("kept")).containsExactly("PrimaryDataStack.json");
        assertThat(home.resolve("kept/PrimaryDataStack.json")).content().doesNotContain("hunter2");
    }

    @Test
    void aStackThatCannotBePlannedLeavesNoPlan() throws Exception {
        stacksPlan(2);
        assertThat(run("plan", "PrimaryDataStack", home.resolve("kept").toString()))
                .isEqualTo(2);
        assertThat(home.resolve("kept")).doesNotExist();
    }

    /** The plan of a stack whose job failed is named all the same, so that the review says that it misses. */
    @Test
    void everyStackIsReviewedWhetherItsPlanIsThereOrNot() throws Exception {
        environment.put("STACKS", "[\"A\", \"B\"]");
        environment.put("GITHUB_OUTPUT", home.resolve("out").toString());
        environment.put("GITHUB_STEP_SUMMARY", home.resolve("summary").toString());
        Files.writeString(home.resolve("code"), "1");
        assertThat(review()).isEqualTo(1);
        assertThat(home.resolve("calls")).content().contains("plans/A.json plans/B.json");
        assertThat(home.resolve("out")).hasContent("code=1");
        assertThat(home.resolve("summary")).hasContent("**Look.**");
    }

    @Test
    void withoutStacksOrReviewThereIsNoCodeOfOne() throws Exception {
        environment.put("GITHUB_OUTPUT", home.resolve("out").toString());
        assertThat(review()).isEqualTo(2);
        environment.put("STACKS", "[]");
        assertThat(review()).isEqualTo(2);
        environment.put("STACKS", "\"A\"");
        Files.writeString(home.resolve("broken"), "");
        assertThat(review()).isEqualTo(2);
        assertThat(home.resolve("out")).doesNotExist();
    }

    /** An objection is a person's to weigh; a review that did not run, or could not judge, says nothing to weigh. */
    @Test
    void forAnApprovalAnObjectionIsAWarningAndNoReviewIsAnError() throws Exception {
        environment.put("STACKS", "\"A\"");
        Files.createDirectories(home.resolve("cdktf.out/stacks"));
        String review = home.resolve("review").toString();
        assertThat(run("review", "--for-approval", "plans", "cdktf.out", review))
                .as(said)
                .isZero();
        assertThat(said).doesNotContain("::warning::");
        Files.writeString(home.resolve("code"), "1");
        assertThat(run("review", "--for-approval", "plans", "cdktf.out", review))
                .as(said)
                .isZero();
        assertThat(said).contains("::warning::the review objects");
        Files.writeString(home.resolve("code"), "2");
        assertThat(run("review", "--for-approval", "plans", "cdktf.out", review))
                .isEqualTo(2);
        assertThat(said).contains("could not judge");
        Files.writeString(home.resolve("broken"), "");
        assertThat(run("review", "--for-approval", "plans", "cdktf.out", review))
                .isEqualTo(2);
        assertThat(said).contains("there is no review");
    }

    @Test
    void thePushWithoutAReviewSaysSoInTheCommentAndFails() throws Exception {
        environment.put("COMMIT", "0123abcd");
        environment.put("SYNTHESIS", "failure");
        assertThat(run("no-review", home.resolve("review").toString())).isEqualTo(1);
        assertThat(home.resolve("review/plan-review.md"))
                .content()
                .startsWith("**The review of this push failed: nothing of it was judged.**")
                .contains("Commit `0123abcd`: the stacks could not be synthesized")
                .endsWith("\n" + MarkdownComment.MARKER + "\n");
        environment.put("SYNTHESIS", "success");
        assertThat(run("no-review", home.resolve("review").toString())).isEqualTo(1);
        assertThat(home.resolve("review/plan-review.md")).content().contains("did not run to its end");
    }

    /** No plan says what has prevent_destroy: without the synthesized stacks that rule could find nothing. */
    @Test
    void theReviewReadsWhatWasSynthesizedOrDoesNotBegin() throws Exception {
        environment.put("STACKS", "\"A\"");
        assertThat(review()).as(said).isZero();
        assertThat(home.resolve("calls")).content().contains("--stacks cdktf.out ");
        Files.delete(home.resolve("calls"));
        assertThat(run("review", "plans", "elsewhere", home.resolve("review").toString()))
                .isEqualTo(2);
        assertThat(said).contains("no synthesized stacks in elsewhere");
        assertThat(home.resolve("calls")).doesNotExist();
    }

    @Test
    void theApprovedPlanIsAppliedAndNoOther() throws Exception {
        stack();
        Path approved =
                Files.writeString(home.resolve("approved.json"), "{\"plan\": 1, \"password\": \"(sensitive)\"}\n");
        Files.writeString(home.resolve("shown"), "{\"plan\": 1, \"password\": \"hunter2\"}\n");
        assertThat(run("apply", "A", approved.toString())).as(said).isZero();
        assertThat(Files.readAllLines(home.resolve("calls"))).anyMatch(call -> call.startsWith("apply "));

        Files.delete(home.resolve("calls"));
        Files.writeString(home.resolve("shown"), "{\"plan\": 2, \"password\": \"hunter2\"}\n");
        assertThat(run("apply", "A", approved.toString())).isEqualTo(1);
        assertThat(said).contains("another than the one that was approved");
        assertThat(Files.readAllLines(home.resolve("calls"))).noneMatch(call -> call.startsWith("apply "));
    }

    @Test
    void withoutAnApprovedPlanNothingIsApplied() throws Exception {
        stack();
        assertThat(run("apply", "A", home.resolve("none.json").toString())).isEqualTo(2);
        assertThat(home.resolve("calls")).doesNotExist();
        Path empty = Files.writeString(home.resolve("empty.json"), "");
        assertThat(run("apply", "A", empty.toString())).isEqualTo(2);
        assertThat(home.resolve("calls")).doesNotExist();
    }

    @Test
    void theTrendGrowsByARun() throws Exception {
        environment.put("GITHUB_STEP_SUMMARY", home.resolve("summary").toString());
        Files.createDirectories(home.resolve("reports/series"));
        for (int run = 1; run <= 2; run++) {
            Files.writeString(home.resolve("reports/series/summary.json"), """
                    {"startedAt": "2026-0%d-01T04:17:00Z", "verdict": "fail", "scenarios": [
                      {"scenario": "failback", "verdict": "pass", "seconds": 61.4, "figures": {}},
                      {"scenario": "partition", "verdict": "error", "seconds": 3, "figures": null}]}
                    """.formatted(run));
            assertThat(node("trend.mjs", "reports", "trend/trend.json"))
                    .as(said)
                    .isZero();
        }
        assertThat(Plans.json(Files.readString(home.resolve("trend/trend.json"))))
                .hasSize(2);
        assertThat(home.resolve("summary"))
                .content()
                .contains(
                        "| run | all | failback | partition |",
                        "| 2026-02-01T04:17:00Z | fail | pass, 61 s | error, 3 s |");
    }

    @Test
    void aRunWithoutASummaryIsNoPointOfTheTrend() throws Exception {
        Files.createDirectories(home.resolve("reports"));
        assertThat(node("trend.mjs", "reports", "trend/trend.json")).isEqualTo(1);
        Files.writeString(home.resolve("reports/summary.json"), "{\"scenarios\": []}");
        assertThat(node("trend.mjs", "reports", "trend/trend.json")).isEqualTo(1);
        assertThat(home.resolve("trend/trend.json")).doesNotExist();
    }

    @Test
    void aSpoiltTrendIsNotWrittenOver() throws Exception {
        Files.createDirectories(home.resolve("reports"));
        Files.writeString(
                home.resolve("reports/summary.json"),
                "{\"scenarios\": [{\"scenario\": \"a\", \"verdict\": \"pass\", \"seconds\": 1}]}");
        Files.writeString(Files.createDirectories(home.resolve("trend")).resolve("trend.json"), "[{");
        assertThat(node("trend.mjs", "reports", "trend/trend.json")).isEqualTo(1);
        assertThat(home.resolve("trend/trend.json")).hasContent("[{");
    }

    @Test
    void theTrendOfTheLastRunThatHasOneIsFetched() throws Exception {
        environment.put("GITHUB_REPOSITORY", "o/r");
        command("bin/gh", """
                case "$1 $2" in
                    'run list') printf '30\\n20\\n10\\n' ;;
                    'api repos/o/r/actions/runs/30/artifacts') echo 0 ;;
                    'api '*) echo 1 ;;
                    'run download') echo "$3" >"%s/trend/fetched" ;;
                esac
                """.formatted(home));
        assertThat(run("earlier-trend", home.resolve("trend").toString()))
                .as(said)
                .isZero();
        assertThat(home.resolve("trend/fetched")).hasContent("20");
        command("bin/gh", "exit 1");
        assertThat(run("earlier-trend", home.resolve("trend").toString())).isNotZero();
    }

    private int review() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("cdktf.out/stacks"));
        return run("review", "plans", "cdktf.out", home.resolve("review").toString());
    }

    /** Replaces stacks/plan by a script that exits with this code. */
    private void stacksPlan(int code) throws IOException {
        command(
                "stacks/plan",
                "[ " + code
                        + " -eq 2 ] || { echo '{\"password\": \"hunter2\"}' >\"$2/$3.json\"; echo hunter2 >\"$2/$3.txt\"; }\n"
                        + "exit " + code);
    }

    /** A synthesized stack, and a Terraform that shows what the file "shown" has. */
    private void stack() throws IOException {
        command("stacks/synth", "exit 0");
        Path stack = Files.createDirectories(home.resolve("cdktf.out/stacks/A"));
        Files.writeString(stack.resolve("cdk.tf.json"), "{}");
        command("bin/terraform", """
                echo "$*" >>'%1$s/calls'
                case $1 in
                    version) echo 'Terraform v1.11.4' ;;
                    show) cat '%1$s/shown' ;;
                esac
                """.formatted(home));
    }

    private void command(String file, String body) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body + "\n");
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    private List<String> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int run(String script, String... arguments) throws IOException, InterruptedException {
        return start(
                List.of("sh", home.resolve(".github/scripts").resolve(script).toString()), arguments);
    }

    private int node(String script, String... arguments) throws IOException, InterruptedException {
        return start(
                List.of("node", home.resolve(".github/scripts").resolve(script).toString()), arguments);
    }

    private int start(List<String> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("GITHUB_")
                        || List.of("STACKS", "COMMIT", "SYNTHESIS").contains(name));
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("TF_PLUGIN_CACHE_DIR", home.resolve("plugins").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(script(program) + " does not end");
        }
        said = Files.readString(output);
        return process.exitValue();
    }

    private static String script(List<String> program) {
        return program.get(program.size() - 1);
    }
}
