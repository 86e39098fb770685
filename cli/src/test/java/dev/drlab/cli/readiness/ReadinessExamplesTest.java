package dev.drlab.cli.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.readiness.Outcome;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.ReadinessText;
import dev.drlab.readiness.Result;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.check.Finding;
import dev.drlab.readiness.check.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reports in docs/examples are what the command would write today of the same facts: its checks, their order, why each
 * matters, the verdict, the exit code. Where this fails, write them anew as docs/readiness.md says; what the checks say in a
 * healthy lab is compared by the lab's {@code ReadinessIT}.
 */
class ReadinessExamplesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::text).collect(Collectors.joining("|"));
    private static final Pattern ROW = Pattern.compile("(" + OUTCOMES + ")\\s+(\\S+)\\s+(.+)");
    private static final Pattern WHY = Pattern.compile("\\s+why:\\s+(.+)");
    private static final Pattern MEND = Pattern.compile("\\s+mend:\\s+(.+)");
    private static final Pattern HEADLINE = Pattern.compile("(\\S+): .* from (\\S+) \\(.*\\)");

    @ParameterizedTest
    @CsvSource({"readiness-healthy.txt, READY", "readiness-spoilt.txt, NOT_READY"})
    void anExampleIsWhatTheCommandWouldWriteOfItsFacts(String name, Verdict verdict) throws IOException {
        String example = Files.readString(DOCS.resolve("examples").resolve(name));
        ReadinessReport report = read(example.lines().toList());
        assertThat(ReadinessText.of(report)).isEqualTo(example);
        assertThat(report.verdict()).isEqualTo(verdict);
        assertThat(Files.readString(DOCS.resolve("readiness.md")))
                .containsPattern(Pattern.compile(
                        Pattern.quote("[examples/" + name + "]") + "[^\\[]*exit code\\s+"
                                + ReadinessCommand.code(verdict) + "\\)",
                        Pattern.DOTALL));
    }

    private static ReadinessReport read(List<String> lines) {
        Matcher headline = HEADLINE.matcher(lines.get(0));
        assertThat(headline.matches()).as(lines.get(0)).isTrue();
        Map<Check, Result> results = new EnumMap<>(Check.class);
        for (int at = 2; at < lines.size(); at++) {
            Matcher row = ROW.matcher(lines.get(at));
            if (!row.matches()) {
                assertThat(lines.get(at)).containsPattern("^\\s+(why|mend): ");
                continue;
            }
            Check check = Check.of(row.group(2)).orElseThrow(() -> new AssertionError("no check: " + row.group(2)));
            List<Finding> findings = findings(row, lines.subList(at + 1, lines.size()));
            Result before = results.put(check, new Result(check, outcome(row.group(1)), row.group(3), findings));
            assertThat(before).as(check.id() + " stands twice").isNull();
        }
        assertThat(results.keySet()).as("a row a check").containsExactly(Check.values());
        return new ReadinessReport(
                headline.group(1),
                Optional.of(headline.group(2)),
                Instant.EPOCH,
                Duration.ZERO,
                List.copyOf(results.values()));
    }

    /** In an example a check that failed has one finding. */
    private static List<Finding> findings(Matcher row, List<String> following) {
        Outcome outcome = outcome(row.group(1));
        if (outcome != Outcome.FAILED && outcome != Outcome.WARNING) {
            return List.of();
        }
        List<String> more = following.subList(0, 2);
        Matcher mend = MEND.matcher(more.get(1));
        assertThat(WHY.matcher(more.get(0)).matches() && mend.matches())
                .as(more.toString())
                .isTrue();
        Severity severity = outcome == Outcome.FAILED ? Severity.BLOCKS : Severity.WARNS;
        return List.of(new Finding(severity, row.group(3), mend.group(1)));
    }

    private static Outcome outcome(String text) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
