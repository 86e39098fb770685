package dev.drlab.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanReviewCommandTest {
    private static final String PLAN = """
            {"format_version": "1.2", "planned_values": {}, "configuration": {}, "resource_changes": [%1$s],
             "prior_state": {"values": {"root_module": {"resources": [%1$s]}}}}
            """;

    private static final String DESTROYED = """
            {"address": "aws_db_instance.x", "mode": "managed", "type": "aws_db_instance",
             "change": {"actions": ["delete"], "before": {}, "after": null}}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void nothingToChangeIs0() throws IOException {
        assertThat(run("review", plan("A", ""))).isZero();
        assertThat(out.toString()).startsWith("**Nothing would change in 1 stack.**");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void somethingToLookAtIs1() throws IOException {
        assertThat(run("review", plan("A", DESTROYED))).isEqualTo(1);
        assertThat(out.toString()).startsWith("**Stop: 1 critical finding in `A`.");
    }

    @Test
    void aPlanThatCannotBeJudgedIs2AndTheOthersAreReviewed() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.json"), "{}");
        assertThat(run("review", plan("A", DESTROYED), bad.toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith("**Not an all-clear: ").contains("aws_db_instance.x");
        assertThat(err.toString()).contains("bad.json cannot be judged", "terraform show -json");
    }

    @Test
    void withoutAPlanThereIsNoReview() {
        assertThat(run("review")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no plan to review");
    }

    @Test
    void onlyOneFormIsPrinted() throws IOException {
        assertThat(run("review", "--json", plan("A", DESTROYED))).isEqualTo(1);
        assertThat(out.toString()).startsWith("{").contains("\"verdict\" : \"critical\"");
        assertThat(run("review", "--json", "--sarif", plan("A", DESTROYED))).isEqualTo(2);
    }

    @Test
    void allFormsAreWritten() throws IOException {
        Path to = directory.resolve("new/review");
        assertThat(run("review", "--sarif", "--write", to.toString(), plan("A", DESTROYED)))
                .isEqualTo(1);
        assertThat(out.toString()).contains("\"2.1.0\"");
        for (String name : new String[] {"plan-review.md", "plan-review.json", "plan-review.sarif"}) {
            assertThat(to.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(run("review", "--write", file.toString(), plan("A", ""))).isEqualTo(2);
        assertThat(err.toString()).contains(file + " cannot be written");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void changesElsewhereAreWarnedOf() throws IOException {
        String values = DESTROYED.replace("\"before\": {}, \"after\": null", "\"before\": null, \"after\": {}");
        String created = values.replace("delete", "create").replace("aws_db_instance", "aws_vpc");
        assertThat(run("review", "--expect", "B", plan("A", created))).isEqualTo(1);
        assertThat(out.toString()).contains("change-elsewhere");
    }

    @Test
    void theRulesAreListed() {
        assertThat(run("review", "--rules")).isZero();
        assertThat(out.toString()).startsWith("| rule | severity |").contains("database-replaced");
    }

    @Test
    void plansAreRedacted() throws IOException {
        Path to = directory.resolve("redacted");
        String marked = DESTROYED
                .replace("{}", "{\"password\": \"hunter2\"}")
                .replace("\"after\": null", "\"after\": null, \"before_sensitive\": {\"password\": true}");
        assertThat(run("redact", "--to", to.toString(), plan("A", marked)))
                .as(err.toString())
                .isZero();
        assertThat(to.resolve("A.json")).content().contains("(sensitive").doesNotContain("hunter2");
        Path bad = Files.writeString(directory.resolve("bad.json"), "{}");
        assertThat(run("redact", "--to", to.toString(), bad.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bad.json: it has no format_version");
        assertThat(to.resolve("bad.json")).doesNotExist();
    }

    private String plan(String stack, String changes) throws IOException {
        return Files.writeString(directory.resolve(stack + ".json"), PLAN.formatted(changes))
                .toString();
    }

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
