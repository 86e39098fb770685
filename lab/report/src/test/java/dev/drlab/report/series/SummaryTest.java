package dev.drlab.report.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.report.Report;
import dev.drlab.report.ReportBuilder;
import dev.drlab.report.Samples;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.html.SummaryPage;
import dev.drlab.report.terminal.TerminalSummary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {
    private static final Summary.Row PASSED =
            Summary.Row.of(Samples.switchover().build(), "a/report.html");
    private static final Summary.Row FAILED = Summary.Row.of(
            Samples.outage()
                    .checks(List.of(
                            new Report.Check("epoch", "1", "1", true),
                            new Report.Check("stale writes", "none", "2", false)))
                    .build(),
            "b/report.html");
    private static final Summary.Row NOT_RUN = Summary.Row.couldNotRun("partition", "the port is taken", 1.5);

    @Test
    void theWorstVerdictCounts() {
        assertThat(of(PASSED).verdict()).isEqualTo(Summary.Verdict.PASS);
        assertThat(of(PASSED, FAILED).verdict()).isEqualTo(Summary.Verdict.FAIL);
        assertThat(of(NOT_RUN, FAILED, PASSED).verdict()).isEqualTo(Summary.Verdict.ERROR);
        assertThat(of(PASSED, FAILED, PASSED).passed()).isEqualTo(2);
    }

    @Test
    void takesItsFiguresFromTheReport() {
        assertThat(PASSED.figures().rtoSeconds()).isEqualTo(0.561);
        assertThat(PASSED.figures().fullRecoverySeconds()).isEqualTo(0.74);
        assertThat(PASSED.figures().failedUntilFullRecovery()).isEqualTo(12);
        assertThat(PASSED.figures().worstFailedShare()).isEqualTo(37 / 6100.0);
        assertThat(PASSED.wording()).isEqualTo(VerdictWording.PASSED);
        assertThat(PASSED.figures().lost()).isZero();
        assertThat(FAILED.figures().rpoSeconds()).isEqualTo(0.183);
        assertThat(FAILED.figures().lost()).isEqualTo(13);
        assertThat(FAILED.figures().acked()).isEqualTo(2471 + 6204);
        assertThat(FAILED.figures().checksHeld()).isEqualTo(1);
        assertThat(FAILED.figures().checks()).isEqualTo(2);
        assertThat(FAILED.reasons()).containsExactly("stale writes: 2, expected: none.");
    }

    /** The words of the rehearsal's own page: an index that says less than that is read instead of it. */
    static Stream<Arguments> losses() {
        CanaryAccount none = new CanaryAccount(2471, 0, 0, 1, 0);
        Report.Http noWrite = new Report.Http(6204, 0, 0);
        return Stream.of(
                arguments("none lost", false, rpo(none, noWrite)),
                arguments(
                        "none of drlab's own lost",
                        false,
                        rpo(none, noWrite).oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 0, 14, 0)))),
                arguments(
                        "none acknowledged lost",
                        false,
                        rpo(none, noWrite).oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 2, 0, 0)))),
                arguments(
                        "none acknowledged lost",
                        false,
                        rpo(none, noWrite).oldDatabases(List.of(Samples.uncounted(700L)))),
                arguments("171 ms", false, rpo(none, new Report.Http(6204, 9, 0.171))),
                arguments("at least 0 s", true, rpo(none, new Report.Http(1, 1, 0, 0L, true))),
                arguments(
                        "at least 171 ms",
                        true,
                        Samples.outage()
                                .rpo(new Report.Rpo(
                                        300, none, new Report.Http(6204, 9, 0.171), List.of("the other writes")))),
                arguments(
                        "not judged",
                        true,
                        Samples.outage().rpo(new Report.Rpo(300, none, noWrite, List.of("the other writes")))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void tellsALossAsItsPageDoes(String words, boolean atLeast, ReportBuilder report) {
        Summary summary = of(Summary.Row.of(report.build(), "a/report.html"));
        Summary.Figures figures = summary.scenarios().get(0).figures();
        assertThat(figures.loss()).isEqualTo(words);
        assertThat(figures.rpoAtLeast()).isEqualTo(atLeast);
        assertThat(summary.json()).contains("\"rpoAtLeast\" : " + atLeast, "\"loss\" : \"" + words + "\"");
        assertThat(SummaryPage.text(summary)).contains(">" + words + "</td>");
        assertThat(TerminalSummary.text(summary, Path.of("summary.html"), false))
                .contains("  " + words + (figures.lost() == 0 ? "  " : ", " + figures.lost() + " of "));
    }

    private static ReportBuilder rpo(CanaryAccount canaries, Report.Http http) {
        return Samples.outage().rpo(new Report.Rpo(300, canaries, http));
    }

    @Test
    void tellsWhatCouldNotBeRun() {
        Summary summary = of(PASSED, NOT_RUN);
        assertThat(summary.json()).contains("\"verdict\" : \"error\"").contains("the port is taken");
        assertThat(SummaryPage.text(summary))
                .contains("1 of 2 rehearsals passed")
                .contains("could not run")
                .contains("partition: the port is taken");
        assertThat(TerminalSummary.text(summary, Path.of("summary.html"), false))
                .startsWith("ERROR  1 of 2 rehearsals passed")
                .contains("! the port is taken");
    }

    @Test
    void refusesRowsThatContradictThemselves() {
        assertThatThrownBy(() -> of()).hasMessageContaining("no scenario");
        assertThatThrownBy(() ->
                        new Summary.Row("x", Summary.Verdict.PASS, VerdictWording.PASSED, List.of(), null, null, 1))
                .hasMessageContaining("does not go with");
    }

    private static Summary of(Summary.Row... rows) {
        return new Summary(Summary.SCHEMA_VERSION, Samples.START, 60, Arrays.asList(rows));
    }
}
