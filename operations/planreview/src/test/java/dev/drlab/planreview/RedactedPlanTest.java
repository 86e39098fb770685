package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.planreview.plan.PlanException;
import dev.drlab.planreview.plan.RedactedPlan;
import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The information that a redacted plan keeps, and the information that it removes. */
class RedactedPlanTest {
    @TempDir
    private Path directory;

    @Test
    void noSecretStaysAndTheReviewIsTheSame() throws Exception {
        ObjectNode change = Plans.change(
                "update",
                "aws_db_instance",
                "{\"password\": \"hunter1\", \"deletion_protection\": true, \"users\": [{\"name\": \"a\", \"key\": \"hunter1\"}]}",
                "{\"password\": \"hunter2\", \"deletion_protection\": false, \"users\": [{\"name\": \"a\", \"key\": \"hunter1\"}]}");
        for (String side : List.of("before_sensitive", "after_sensitive")) {
            ((ObjectNode) change.path("change"))
                    .set(side, Plans.json("{\"password\": true, \"users\": [{\"key\": true}]}"));
        }
        ObjectNode plan = Plans.with(Plans.empty(), change);
        plan.withObject("/prior_state").put("secret", "hunter3");
        plan.putObject("variables").putObject("v").put("value", "hunter4");
        plan.withObject("/planned_values").put("secret", "hunter5");
        plan.withObject("/configuration/root_module/variables/v").put("default", "hunter6");
        plan.putObject("output_changes")
                .set(
                        "o",
                        Plans.json(
                                "{\"actions\": [\"update\"], \"before\": \"hunter7\", \"after\": \"hunter8\", \"before_sensitive\": true, \"after_sensitive\": true}"));
        plan.putArray("resource_drift").add(change.deepCopy());
        Path file = Plans.write(directory, "Stack", plan);

        String redacted = RedactedPlan.of(file);

        assertThat(redacted).doesNotContain("hunter").contains("\"name\" : \"a\"", "(sensitive, changed)");
        String before = MarkdownComment.of(Review.of(List.of(file), Optional.empty(), Options.standard()));
        Files.writeString(file, redacted);
        String after = MarkdownComment.of(Review.of(List.of(file), Optional.empty(), Options.standard()));
        assertThat(after).isEqualTo(before);
        assertThat(RedactedPlan.of(file)).isEqualTo(redacted);
    }

    @Test
    void twoPlansOfTheSameAreTheSame() {
        ObjectNode plan = Plans.empty();
        Path one = Plans.write(directory, "one", plan.deepCopy().put("timestamp", "2026-01-01T00:00:00Z"));
        Path other = Plans.write(directory, "other", plan.put("timestamp", "2026-01-02T00:00:00Z"));
        assertThat(RedactedPlan.of(one)).isEqualTo(RedactedPlan.of(other));
    }

    @Test
    void aPlanWithoutAnythingInItIsRedactedToo() {
        ObjectNode plan = Plans.empty();
        plan.putObject("configuration");
        plan.remove("resource_changes");
        assertThat(RedactedPlan.of(Plans.write(directory, "bare", plan))).contains("format_version");
    }

    /** An empty prior state would say that nothing was there. */
    @Test
    void aPriorStateThatWasCutOutIsNotMadeUp() throws Exception {
        ObjectNode plan = Plans.with(Plans.empty(), Plans.change("no-op", "aws_vpc", "{}", "{}"));
        for (String prior : List.of("", "{}", "{\"format_version\": \"1.0\"}", "{\"values\": null}")) {
            if (prior.isEmpty()) {
                plan.remove("prior_state");
            } else {
                plan.set("prior_state", Plans.json(prior));
            }
            Path file = Plans.write(directory, "Stack", plan);
            Files.writeString(file, RedactedPlan.of(file));
            assertThat(Plans.json(Files.readString(file)).has("prior_state")).isFalse();
            assertThat(Review.of(List.of(file), Optional.empty(), Options.standard())
                            .verdict())
                    .isEqualTo(Verdict.NOT_JUDGED);
        }
    }

    @Test
    void aFormatWithoutMarksIsRefused() {
        Path file = Plans.write(directory, "old", Plans.empty().put("format_version", "0.1"));
        assertThatThrownBy(() -> RedactedPlan.of(file))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("does not say what is sensitive");
    }

    @Test
    void whatIsNoPlanIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("state.json"), "{\"format_version\": \"1.0\", \"values\": {}}");
        assertThatThrownBy(() -> RedactedPlan.of(file)).isInstanceOf(PlanException.class);
    }
}
