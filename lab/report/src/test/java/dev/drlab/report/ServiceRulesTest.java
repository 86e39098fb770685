package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.terminal.TerminalReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A verdict is over the whole run, and compares full recovery. */
class ServiceRulesTest {
    private static final FullRecovery FULL = Samples.full(4.51);

    @Test
    void aRunWhoseEveryPartIsWithinItsTargetsPasses() {
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(0.5), 0.4, 2500, 20))))
                .isEmpty();
    }

    /** 63 % of the requests after the move back failed, and no write was accepted for 11.7 s. */
    @Test
    void aFailbackThatBreaksTheServiceAfterTheMoveBackFails() {
        Report report = failback(Samples.move("switchover back", Samples.FROM, Samples.full(14), 11.7, 2500, 1575));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FAIL);
        assertThat(report.verdictReasons())
                .containsExactly(
                        "In 'switchover back', since: the event, no write was accepted for 11.7 s, more than the target"
                                + " of 10 s.",
                        "In 'switchover back', since: the event, 63 % of 2,500 requests failed, more than the target of"
                                + " 5 %.");
    }

    @Test
    void eachOfBothIsEnough() {
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(14), 11.7, 2500, 20))))
                .singleElement()
                .asString()
                .contains("11.7 s");
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(14), 0.4, 2500, 1575))))
                .singleElement()
                .asString()
                .contains("63 %");
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(0.5), 10, 100, 5))))
                .as("on both targets")
                .isEmpty();
    }

    @Test
    void aPartBeforeTheEventIsJudgedToo() {
        ServiceLeg before = new ServiceLeg(
                "before the event",
                null,
                Samples.FROM,
                5,
                1000,
                60,
                12,
                new ServiceLeg.Judged("steady state", 1000, 60, 0.05, 12, 10),
                null);
        Report report = Samples.recovered(
                        Samples.outage(),
                        Samples.clock().recovered(1800),
                        FULL,
                        before,
                        Samples.failover(FULL, 0.3, 6500, 12))
                .build();
        assertThat(report.verdictReasons()).hasSize(2).allMatch(reason -> reason.startsWith("In 'before the event'"));
    }

    @Test
    void anOutageItselfIsTheRecoveryTimeAndNoGapOfItsOwn() {
        assertThat(Samples.outage().build().availability().legs().get(1).longestWriteGapSeconds())
                .isEqualTo(4.09);
        assertThat(reasons(Samples.outage(
                                new Report.Rto(60.0, null, 1800, "x", List.of(new Report.Phase("all", 60))),
                                Samples.full(61))
                        .build()))
                .isEmpty();
    }

    /** The first write within 2.5 s, but four of five failed for seconds, and one in five as long as it was watched. */
    @Test
    void aServiceThatIsNotFullyBackWithinTheRunHasNotRecovered() {
        FullRecovery never = new FullRecovery(
                null, 62.5, new FullRecovery.Kind(null, 62_500, 14_000), new FullRecovery.Kind(0.2, 12_500, 0), 0);
        Report.Rto rto = new Report.Rto(2.5, null, 1800, "start", List.of(new Report.Phase("all", 2.5)));
        Report report = Samples.outage(rto, never).build();
        assertThat(report.rto().met()).isFalse();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FAIL);
        assertThat(report.verdictReasons())
                .singleElement()
                .asString()
                .startsWith("The service was not fully back within 62.5 s")
                .contains("14,000 of 75,000 requests failed");
        assertThat(Sentences.recovery(report))
                .isEqualTo("Service was not fully back within 62.5 s (target 30 min), though a first write was accepted"
                        + " after 2.5 s.");
    }

    @Test
    void alsoAfterALaterMove() {
        FullRecovery never = new FullRecovery(
                null, 62.5, new FullRecovery.Kind(null, 900, 30), new FullRecovery.Kind(0.2, 100, 0), 0);
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, never, 0.4, 2500, 30))))
                .singleElement()
                .asString()
                .startsWith("After 'switchover back' the service was not fully back");
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(1801), 0.4, 2500, 30))))
                .singleElement()
                .asString()
                .startsWith("After 'switchover back' recovery took 30 min");
    }

    @Test
    void whereNoRequestWasSentNothingSucceeded() {
        assertThat(reasons(failback(Samples.move("switchover back", Samples.FROM, Samples.full(0.5), 0, 0, 0))))
                .singleElement()
                .asString()
                .contains("no request was sent");
    }

    @Test
    void numbersMustNotContradictEachOther() {
        assertThatThrownBy(() -> Samples.clock().recovered(1800).with(Samples.full(4.0)))
                .hasMessageContaining("before the first accepted write");
        assertThatThrownBy(() -> Samples.outage()
                        .rto(Samples.clock().recovered(1800).with(Samples.full(4.6)))
                        .build())
                .hasMessageContaining("availability says full recovery after 4.51 s");
        assertThatThrownBy(() ->
                        Samples.outage().rto(Samples.clock().recovered(1800)).build())
                .as("a report that is made has measured it")
                .hasMessage("rto.fullRecovery");
        assertThatThrownBy(() ->
                        new FullRecovery(5.0, 4, new FullRecovery.Kind(5.0, 1, 0), new FullRecovery.Kind(1.0, 1, 0), 0))
                .hasMessageContaining("more than fullRecovery.watchedSeconds");
        assertThatThrownBy(() -> new FullRecovery.Kind(1.0, 1, 2)).hasMessageContaining("failed is 2");
    }

    /** A pass above lost commits is not told as one without. */
    @Test
    void aPassAboveLostCommitsIsToldAsSuch() {
        assertThat(Samples.switchover().build().verdictWording()).isEqualTo(VerdictWording.PASSED);
        assertThat(Samples.outage().build().verdictWording()).isEqualTo(VerdictWording.LOSS_WITHIN_TARGET);
        Report partition = Samples.outage()
                .scenario("partition")
                .rpo(new Report.Rpo(300, new CanaryAccount(2471, 0, 0, 0, 0), new Report.Http(6204, 793, 5.4)))
                .splitBrain(new Report.SplitBrain(793, 5.4, true))
                .build();
        assertThat(partition.verdict()).isEqualTo(Report.Verdict.PASS);
        assertThat(partition.verdictWording().words()).isEqualTo("expected loss, accounted for");
        assertThat(HtmlReport.text(partition, Samples.outageSeries()))
                .contains("<header class=\"loss\">", "Expected loss, accounted for.")
                .contains("<span class=\"mark partly\">within</span>")
                .doesNotContain("✓ Passed");
        assertThat(TerminalReport.text(partition, Path.of("x"), true))
                .startsWith("\u001b[33mEXPECTED LOSS, ACCOUNTED FOR\u001b[0m");
        Report notAccounted = Samples.outage()
                .splitBrain(new Report.SplitBrain(793, 5.4, true))
                .checks(List.of(new Report.Check("saved by reprotect", "793 of 793", "792 of 793", false)))
                .build();
        assertThat(notAccounted.verdictWording()).isEqualTo(VerdictWording.FAILED);
    }

    private static Report failback(ServiceLeg back) {
        return Samples.recovered(
                        Samples.outage(),
                        Samples.clock().recovered(1800),
                        FULL,
                        Samples.BEFORE,
                        Samples.failover(FULL, 0.31, 2500, 12),
                        back)
                .scenario("failback")
                .build();
    }

    private static List<String> reasons(Report report) {
        return report.verdictReasons();
    }
}
