package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Severity;
import dev.drlab.planreview.rules.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Plans that the real provider made of drlab's own stacks; their README says how. The comment on the dangerous one is
 * docs/examples/plan-review.md: {@code mvn -pl operations/planreview -am test -Dtest=RealPlansTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true} writes it anew.
 */
class RealPlansTest {
    private static final Path EXAMPLE = Path.of("..", "..", "docs", "examples", "plan-review.md");

    @Test
    void anOrdinaryReleaseHasNothingCritical() throws Exception {
        Review review = review("ordinary", name -> true);
        assertThat(review.stacks()).hasSize(12);
        assertThat(review.unjudged()).isEmpty();
        assertThat(Plans.findings(review).stream()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .map(finding -> finding.stack() + " " + finding.rule().id()))
                .containsExactly("SecondaryAppStack rights-changed", "SecondaryAppStack schedule-changed");
    }

    @Test
    void stacksThatChangeAsTheyDoWithEveryReleaseMeetNoObjection() throws Exception {
        Review review = review("ordinary", name -> !name.equals("SecondaryAppStack.json"));
        assertThat(review.verdict()).isEqualTo(Verdict.NO_OBJECTION);
        assertThat(MarkdownComment.of(review)).startsWith("**No objection: 5 resources would change in 4 stacks of 11");
    }

    @Test
    void theDangerousChangeIsFoundForWhatItIs() throws Exception {
        List<Finding> findings = Plans.findings(review("dangerous", name -> true)).stream()
                .filter(finding -> finding.severity() == Severity.CRITICAL)
                .toList();
        assertThat(findings)
                .extracting(finding -> finding.stack() + " " + finding.rule().id())
                .contains(
                        "PrimaryDataStack database-replaced",
                        "PrimaryDataStack deletion-protection-lowered",
                        "SecondaryAppStack standby-capacity-lowered",
                        "SecondaryAppStack standby-below-primary",
                        "SecondaryDataStack depends-on-primary",
                        "SecondaryDataStack standby-capacity-lowered",
                        "SecondaryDataStack standby-below-primary",
                        "SecondaryDataStack backups-lowered",
                        "SecondaryStateBackendStack versioning-lowered");
    }

    @Test
    void theFirstLineNamesTheWorst() throws Exception {
        assertThat(comment().lines().findFirst().orElseThrow())
                .startsWith("**Stop: ")
                .contains("First, in `PrimaryDataStack`: `aws_db_instance.")
                .contains("a database is destroyed and made anew: `db_name` from `drlab` to `items`.");
    }

    @Test
    void theExampleInTheDocumentationIsCurrent() throws Exception {
        if (Boolean.getBoolean("drlab.writeDocs")) {
            Files.createDirectories(EXAMPLE.getParent());
            Files.writeString(EXAMPLE, comment());
        }
        assertThat(Files.readString(EXAMPLE).equals(comment()))
                .as(EXAMPLE + " is the comment on the dangerous plans; write it anew with -Ddrlab.writeDocs=true")
                .isTrue();
    }

    @Test
    void noPlanHasAPassword() throws Exception {
        for (String set : Set.of("ordinary", "dangerous")) {
            for (Path plan : plans(set, name -> true)) {
                assertThat(Plans.json(Files.readString(plan)).findValues("password"))
                        .allMatch(value -> value.isNull()
                                || value.isBoolean()
                                || value.asText().startsWith("(sensitive"));
            }
        }
    }

    private static String comment() throws Exception {
        return MarkdownComment.of(review("dangerous", name -> true));
    }

    private static Review review(String set, Predicate<String> named) throws IOException, URISyntaxException {
        return Review.of(plans(set, named), Optional.empty(), Options.standard());
    }

    private static List<Path> plans(String set, Predicate<String> named) throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(RealPlansTest.class.getResource("plans/" + set))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> named.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
