package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * On what the workflow of pull requests rests: strangers may open one, so their code gets no credentials, and nobody's pull
 * request changes the code that judges it.
 */
class PullRequestWorkflowTest {
    private static final Path WORKFLOWS = Path.of("..", "..", ".github", "workflows");

    private final JsonNode workflow = read(WORKFLOWS.resolve("plan.yml"));
    private final JsonNode plan = workflow.at("/jobs/plan");
    private final JsonNode review = workflow.at("/jobs/review");

    /** The event {@code pull_request_target} would run a stranger's code with the repository's rights. */
    @Test
    void itRunsOnPullRequestsAndMayReadByDefault() {
        assertThat(workflow.path("on").fieldNames()).toIterable().containsExactly("pull_request");
        assertThat(workflow.path("permissions")).isEqualTo(Plans.json("{\"contents\": \"read\"}"));
        assertThat(workflow.at("/jobs/synthesize").has("permissions")).isFalse();
        assertThat(plan.path("permissions")).isEqualTo(Plans.json("{\"contents\": \"read\", \"id-token\": \"write\"}"));
        assertThat(review.path("permissions"))
                .isEqualTo(Plans.json("{\"contents\": \"read\", \"pull-requests\": \"write\"}"));
        assertThat(workflow.path("jobs").fieldNames()).toIterable().containsOnly("synthesize", "plan", "review");
    }

    @Test
    void aForksPullRequestGetsNoCredentialsAndNoComment() throws IOException {
        assertThat(plan.path("if").asText())
                .startsWith("github.event.pull_request.head.repo.full_name == github.repository && ")
                .doesNotContain("||");
        assertThat(review.path("needs")).extracting(JsonNode::asText).contains("plan");
        assertThat(review.path("if").asText())
                .isEqualTo("always() && github.event.pull_request.head.repo.full_name == github.repository"
                        + " && vars.DRLAB_PLAN_ROLE != ''");
        for (JsonNode job : workflow.path("jobs")) {
            boolean credentials = steps(job, "aws-actions/configure-aws-credentials")
                    .findAny()
                    .isPresent();
            assertThat(credentials).isEqualTo(job.equals(plan));
            assertThat(steps(job, "actions/checkout"))
                    .isNotEmpty()
                    .allMatch(step -> step.at("/with/persist-credentials").isBoolean()
                            && !step.at("/with/persist-credentials").asBoolean());
        }
        assertThat(Files.readString(WORKFLOWS.resolve("plan.yml"))).doesNotContain("secrets.");
    }

    @Test
    void theReviewersCodeIsTheTargetBranchs() {
        assertThat(steps(review, "actions/checkout"))
                .singleElement()
                .extracting(step -> step.at("/with/ref").asText())
                .isEqualTo("${{ github.event.pull_request.base.sha }}");
    }

    @Test
    void everyStackIsPlannedWhateverBecomesOfTheOthers() {
        assertThat(plan.at("/strategy/fail-fast").asBoolean(true)).isFalse();
        assertThat(plan.at("/strategy/matrix/stack").asText())
                .isEqualTo("${{ fromJSON(needs.synthesize.outputs.stacks) }}");
        assertThat(steps(plan, "actions/upload-artifact")).singleElement().satisfies(step -> {
            assertThat(step.at("/with/name").asText()).isEqualTo("plan-${{ matrix.stack }}");
            assertThat(step.at("/with/path").asText()).isEqualTo("plans/");
        });
    }

    @Test
    void theReviewGetsEveryPlanAndWhatWasSynthesized() {
        assertThat(steps(workflow.at("/jobs/synthesize"), "actions/upload-artifact"))
                .extracting(step -> step.path("with").path("name").asText() + " "
                        + step.path("with").path("path").asText())
                .containsExactly("synthesized cdktf.out/");
        assertThat(steps(review, "actions/download-artifact"))
                .extracting(step -> step.at("/with/pattern").asText()
                        + step.at("/with/name").asText() + " "
                        + step.at("/with/path").asText())
                .containsExactly("plan-* plans", "synthesized cdktf.out");
        assertThat(runs(review)).contains(".github/scripts/review plans cdktf.out review");
    }

    /** The comment of an earlier push would otherwise stand for this one. */
    @Test
    void whereThereIsNoReviewTheCommentSaysSo() {
        List<JsonNode> steps = new ArrayList<>();
        review.path("steps").forEach(steps::add);
        int failed = runs(review).indexOf(".github/scripts/no-review review");
        int comment = runs(review).indexOf("node .github/scripts/comment.mjs review/plan-review.md");
        assertThat(failed).isNotNegative().isLessThan(comment);
        assertThat(steps.get(failed).path("if").asText()).isEqualTo("always() && steps.review.outputs.code == ''");
        assertThat(steps.get(comment).path("if").asText()).isEqualTo("always()");
        for (int step : new int[] {failed, comment}) {
            assertThat(steps.get(step).at("/env/COMMIT").asText())
                    .isEqualTo("${{ github.event.pull_request.head.sha }}");
        }
        assertThat(steps)
                .filteredOn(step -> step.path("uses").asText().startsWith("actions/download-artifact@")
                        || step.path("id").asText().equals("review"))
                .hasSize(3)
                .allMatch(step -> step.path("if").asText().equals("needs.synthesize.result == 'success'"));
    }

    /** Whoever approves reads the review: without one there is nothing to approve. */
    @Test
    void aDeploymentIsNotApprovedWithoutItsReview() {
        JsonNode deploy = read(WORKFLOWS.resolve("deploy.yml"));
        assertThat(runs(deploy.at("/jobs/plan")))
                .contains(".github/scripts/review --for-approval plans cdktf.out review")
                .noneMatch(run -> run.contains("||"));
        assertThat(deploy.at("/jobs/apply/needs").asText()).isEqualTo("plan");
        assertThat(deploy.at("/jobs/apply").has("if")).isFalse();
    }

    /** GitHub puts an expression's value into the script's text: whoever names a branch would write the script. */
    @Test
    void noScriptOfAnyWorkflowIsMadeOfExpressions() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                for (JsonNode job : read(file).path("jobs")) {
                    assertThat(runs(job)).noneMatch(run -> run.contains("${{"));
                }
            });
        }
    }

    private static Stream<JsonNode> steps(JsonNode job, String action) {
        List<JsonNode> steps = new ArrayList<>();
        job.path("steps").forEach(steps::add);
        return steps.stream().filter(step -> step.path("uses").asText().startsWith(action + "@"));
    }

    private static List<String> runs(JsonNode job) {
        List<String> runs = new ArrayList<>();
        job.path("steps").forEach(step -> runs.add(step.path("run").asText("")));
        return runs;
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
