package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.terminal.TerminalReport;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run on AWS may leave things unmeasured: it says so everywhere, and never passes on them. */
class UnmeasuredTest {
    private static final CanaryAccount CANARIES = new CanaryAccount(2471, 0, 0, 1, 0);
    private static final List<String> WHY = List.of("canaries (no run of the verifier spanned the move)");

    static Stream<Report.Rpo> unmeasured() {
        return Stream.of(
                new Report.Rpo(300, null, new Report.Http(6204, 0, 0), WHY),
                new Report.Rpo(0, null, new Report.Http(6204, 0, 0), WHY),
                new Report.Rpo(300, null, new Report.Http(6204, 9, 0.171), WHY),
                new Report.Rpo(300, CANARIES, new Report.Http(6204, 0, 0, 3L, false), List.of("3 writes")),
                new Report.Rpo(300, CANARIES, new Report.Http(6204, 0, 0, 6204L, false), List.of("every write")));
    }

    @ParameterizedTest
    @MethodSource("unmeasured")
    void isNeverMetAndNeverPasses(Report.Rpo rpo) throws IOException {
        Report report = aws(rpo).build();

        assertThat(rpo.met()).isFalse();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FAIL);
        assertThat(report.verdictReasons())
                .contains("Not measured, so the loss is not judged: "
                        + rpo.unmeasured().get(0) + ".");
        assertThat(Sentences.loss(report)).doesNotContain("None of");
        assertThat(PublishedSchema.REPORT.violations(ReportJson.text(report))).isEmpty();
        assertThat(ReportJson.parse(ReportJson.text(report))).isEqualTo(report);
        assertThat(TerminalReport.text(report, java.nio.file.Path.of("report.html"), false))
                .doesNotContain("nothing lost", "nothing acknowledged lost");
        assertThat(HtmlReport.text(report, Series.empty(Samples.START)))
                .contains("Measured on AWS", "Not measured: " + rpo.unmeasured().get(0))
                .doesNotContain("Lab up after");
    }

    @Test
    void withEverythingMeasuredItPasses() {
        Report report =
                aws(new Report.Rpo(300, CANARIES, new Report.Http(6204, 0, 0))).build();
        assertThat(report.verdictReasons()).isEmpty();
        assertThat(report.logs()).isNull();
    }

    @Test
    void noAcknowledgedWriteIsNoProofOfNoLoss() {
        Report report =
                aws(new Report.Rpo(300, CANARIES, new Report.Http(0, 0, 0))).build();
        assertThat(report.verdictReasons()).contains("No write was acknowledged, so the loss was not measured.");
    }

    @Test
    void whatIsMissingHasAReason() {
        assertThatThrownBy(() -> new Report.Rpo(300, null, new Report.Http(1, 0, 0), List.of()))
                .hasMessageContaining("rpo.unmeasured must say why");
        assertThatThrownBy(() -> new Report.Rpo(300, CANARIES, new Report.Http(1, 0, 0, 1L, false), List.of()))
                .hasMessageContaining("rpo.unmeasured must say why");
    }

    @Test
    void aLabLeavesNothingOut() {
        ReportBuilder lab = Samples.outage().rpo(new Report.Rpo(300, null, new Report.Http(1, 0, 0), WHY));
        assertThatThrownBy(lab::build).hasMessage("rpo.canaries");
        ReportBuilder lagless = Samples.outage().replication(null);
        assertThatThrownBy(lagless::build).hasMessage("replication");
        ReportBuilder onAws = Samples.outage().target(Report.Target.AWS);
        assertThatThrownBy(onAws::build).hasMessageContaining("lab is given, but the target is aws");
    }

    private static ReportBuilder aws(Report.Rpo rpo) {
        return Samples.outage()
                .target(Report.Target.AWS)
                .rpo(rpo)
                .replication(null)
                .exposure(null)
                .detection(null)
                .lab(null);
    }
}
