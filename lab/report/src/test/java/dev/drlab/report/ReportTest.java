package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.machine.WalStatus;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.terminal.TerminalReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final CanaryAccount CLEAN = new CanaryAccount(100, 0, 0, 0, 0);
    private static final Report.Http CLEAN_HTTP = new Report.Http(100, 0, 0);

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of("outage as sampled", Samples.outage(), ""),
                Arguments.of("switchover as sampled", Samples.switchover(), ""),
                Arguments.of("full recovery on its target", Samples.outage(recovered(1799), Samples.full(1800)), ""),
                Arguments.of(
                        "full recovery over its target, the first write within it",
                        Samples.outage(recovered(2.5), Samples.full(1801)),
                        "Recovery took 30 min"),
                Arguments.of("not recovered", Samples.outageWithoutEnd(), "did not come back within 59.6 s"),
                Arguments.of(
                        "noticed too late",
                        Samples.outage().detection(new Report.Detection(301.0, 300)),
                        "noticed after"),
                Arguments.of(
                        "never noticed", Samples.outage().detection(new Report.Detection(null, 300)), "did not notice"),
                Arguments.of(
                        "canaries lost beyond the target",
                        Samples.outage().rpo(new Report.Rpo(300, new CanaryAccount(9, 1, 301, 0, 0), CLEAN_HTTP)),
                        "of the last 5 min"),
                Arguments.of(
                        "HTTP writes lost beyond the target",
                        Samples.outage().rpo(new Report.Rpo(300, CLEAN, new Report.Http(9, 1, 301))),
                        "of the last 5 min"),
                Arguments.of(
                        "nothing survived, of a run shorter than the target",
                        Samples.outage().rpo(new Report.Rpo(300, new CanaryAccount(9, 9, 2, 0, 0), CLEAN_HTTP)),
                        "at least 2 s were lost"),
                Arguments.of(
                        "nothing of the old writer's canaries survived, but the new one's do",
                        Samples.outage().rpo(new Report.Rpo(300, new CanaryAccount(9, 5, 2, 0, 0, true), CLEAN_HTTP)),
                        "at least 2 s were lost"),
                Arguments.of(
                        "nothing of the old writer's HTTP writes survived, but the new one's do",
                        Samples.outage().rpo(new Report.Rpo(300, CLEAN, new Report.Http(9, 5, 2, 0L, true))),
                        "at least 2 s were lost"),
                Arguments.of(
                        "a hole within the target",
                        Samples.outage().rpo(new Report.Rpo(300, new CanaryAccount(9, 1, 0.1, 0, 1), CLEAN_HTTP)),
                        "1 acknowledged canary"),
                Arguments.of(
                        "a switchover that lost one write, of a target that would allow it",
                        Samples.switchover().rpo(new Report.Rpo(300, CLEAN, new Report.Http(9, 1, 0))),
                        "A switchover may lose nothing"),
                Arguments.of(
                        "a target of 0 with a loss that spans 0 s",
                        Samples.outage().rpo(new Report.Rpo(0, CLEAN, new Report.Http(9, 1, 0))),
                        "were lost"),
                Arguments.of(
                        "no canary written",
                        Samples.outage().rpo(new Report.Rpo(300, new CanaryAccount(0, 0, 0, 0, 0), CLEAN_HTTP)),
                        "was not measured"),
                Arguments.of(
                        "a check that held",
                        Samples.outage().checks(List.of(new Report.Check("writes", "no writes", "0 writes", true))),
                        ""),
                Arguments.of(
                        "a check that did not hold",
                        Samples.outage().checks(List.of(new Report.Check("writes", "no writes", "3 writes", false))),
                        "writes: 3 writes, expected: no writes."),
                Arguments.of(
                        "split brain",
                        Samples.outage().splitBrain(new Report.SplitBrain(3, 0.4, false)),
                        "stale region"),
                Arguments.of(
                        "split brain that was not counted",
                        Samples.outage().splitBrain(Report.SplitBrain.notMeasured("the clocks contradict each other")),
                        "split brain is not judged: the clocks contradict each other."),
                Arguments.of(
                        "split brain that the scenario expects",
                        Samples.outage().splitBrain(new Report.SplitBrain(3, 0.4, true)),
                        ""),
                Arguments.of(
                        "an old database with transactions that are lost within the target",
                        Samples.outage().oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 2, 3, 1))),
                        ""),
                Arguments.of(
                        "an old database with transactions of others, by a target of 0",
                        Samples.outage()
                                .rpo(new Report.Rpo(0, CLEAN, CLEAN_HTTP))
                                .oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 0, 3, 0))),
                        "Transactions of the last 500 ms are only in the old database"),
                Arguments.of(
                        "an old database that a switchover left something in",
                        Samples.switchover().oldDatabases(List.of(Samples.oldDatabase(Report.Mode.PLANNED, 0, 1, 0))),
                        "A switchover may leave nothing behind, but by its WAL"),
                Arguments.of(
                        "an old database that a switchover left a changed schema in",
                        Samples.switchover().oldDatabases(List.of(Samples.oldDatabase(Report.Mode.PLANNED, 0, 0, 1))),
                        "1 that changed schema or roles"),
                Arguments.of(
                        "an old database whose transactions were not counted",
                        Samples.outage().oldDatabases(List.of(Samples.uncounted(77L))),
                        "has was not counted, 77 bytes of WAL: no pg_walinspect"),
                Arguments.of(
                        "an old database with rows of an unlogged table",
                        Samples.outage()
                                .oldDatabases(
                                        List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 0, 0, 0, "shop.cart"))),
                        "How old the rows are that are lost is not known: by its WAL"),
                Arguments.of(
                        "an old database that a switchover left an unlogged table in",
                        Samples.switchover()
                                .oldDatabases(List.of(
                                        Samples.oldDatabase(Report.Mode.PLANNED, 0, 0, 0, "shop.cart", "shop.draft"))),
                        "no WAL tells of unlogged tables: shop.cart, shop.draft."),
                Arguments.of(
                        "an old database whose transactions changed rows that were not read",
                        Samples.outage().oldDatabases(List.of(Samples.withoutAllRows())),
                        "has at least 0 transactions that no other database has: what some of them changed lies"
                                + " before"),
                Arguments.of(
                        "an invariant broken",
                        Samples.outage().invariantFailures(List.of("the restored region answered 201")),
                        "the restored region answered 201"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verdicts")
    void verdictFollowsFromTheNumbers(String name, ReportBuilder builder, String reason) {
        Report report = builder.build();
        if (reason.isEmpty()) {
            assertThat(report.verdictReasons()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Report.Verdict.PASS);
        } else {
            assertThat(report.verdictReasons()).singleElement().asString().contains(reason);
            assertThat(report.verdict()).isEqualTo(Report.Verdict.FAIL);
        }
    }

    /** drlab's own tables lost nothing: its reports must not leave it at that. */
    @Test
    void aLossOfOtherApplicationsIsNeverToldAsNothingLost() {
        ReportBuilder builder = Samples.switchover().mode(Report.Mode.UNPLANNED);
        Report clean = builder.rpo(new Report.Rpo(300, CLEAN, CLEAN_HTTP))
                .oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 4, 0, 0)))
                .build();
        assertThat(clean.verdictWording()).as("nobody was told of these").isEqualTo(VerdictWording.PASSED);
        assertThat(Sentences.oldDatabases(clean))
                .isEqualTo(
                        "By its WAL, the old database of ap-southeast-2 (after its return) has 4 transactions that no"
                                + " other database has.");
        assertThat(TerminalReport.text(clean, Path.of("report.html"), false)).contains("nothing acknowledged lost");
        Report report = builder.oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 4, 3, 1)))
                .build();
        assertThat(report.verdictWording()).isEqualTo(VerdictWording.LOSS_WITHIN_TARGET);
        assertThat(Sentences.loss(report)).contains("of drlab's own clients was lost");
        assertThat(TerminalReport.text(report, Path.of("report.html"), false))
                .contains("nothing of drlab's own lost", "7 transactions that no other database has, 3 of other")
                .doesNotContain("nothing lost");
        assertThat(HtmlReport.text(report, Samples.outageSeries()))
                .contains("none of drlab", "Only in an old database", "public.items");
    }

    @Test
    void rowsOfAnUnloggedTableAreNeverToldAsNothingLost() {
        Report report = Samples.switchover()
                .mode(Report.Mode.UNPLANNED)
                .rpo(new Report.Rpo(300, CLEAN, CLEAN_HTTP))
                .oldDatabases(List.of(Samples.oldDatabase(Report.Mode.UNPLANNED, 0, 0, 0, "shop.cart")))
                .build();
        assertThat(report.verdictWording()).isEqualTo(VerdictWording.FAILED);
        assertThat(Sentences.loss(report)).contains("of drlab's own clients was lost");
        assertThat(TerminalReport.text(report, Path.of("report.html"), false))
                .contains("nothing of drlab's own lost", "unlogged tables: shop.cart");
        assertThat(HtmlReport.text(report, Samples.outageSeries())).contains("unlogged tables: shop.cart");
    }

    @Test
    void whatWasNotCountedHasNoNumber() {
        assertThatThrownBy(() -> new OldDatabase(
                        "a",
                        "then",
                        Report.Mode.UNPLANNED,
                        WalStatus.NOT_COUNTED,
                        "no extension",
                        "not counted",
                        5L,
                        0L,
                        0L,
                        0L,
                        true,
                        0.0,
                        null,
                        null,
                        List.of(),
                        0L,
                        List.of()))
                .hasMessageContaining("numbers exactly when they were counted");
    }

    @Test
    void namesEveryReason() {
        Report report = Samples.outage(recovered(9999), Samples.full(9999))
                .detection(new Report.Detection(null, 300))
                .splitBrain(new Report.SplitBrain(1, 0, false))
                .build();
        assertThat(report.verdictReasons()).hasSize(3);
    }

    @Test
    void phasesMustAddUp() {
        List<Report.Phase> phases = List.of(new Report.Phase("a", 1.5), new Report.Phase("b", 2.5));
        assertThat(new Report.Rto(4.001, null, 10, "fault", phases).met()).isTrue();
        assertThatThrownBy(() -> new Report.Rto(4.002, null, 10, "fault", phases))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add up to 4.0 s, but rto.seconds is 4.002");
        assertThatThrownBy(() -> new Report.Rto(null, 3.9, 10, "fault", phases))
                .hasMessageContaining("more than rto.gaveUpAfterSeconds");
        assertThatThrownBy(() -> new Report.Rto(null, null, 10, "fault", phases))
                .hasMessageContaining("exactly one");
        assertThatThrownBy(() -> new Report.Rto(4.0, 4.0, 10, "fault", phases)).hasMessageContaining("exactly one");
    }

    @Test
    void clockGivesContiguousPhasesWhateverTheSubMillisecondParts() {
        Instant start = Instant.parse("2026-01-01T00:00:00.000400Z");
        Report.Rto rto = RtoClock.startingAt("fault injected", start)
                .until("a", start.plusNanos(1_499_600))
                .until("overtaken", start.plusNanos(900_000))
                .until("b", start.plusNanos(3_333_333_333L))
                .recovered(10);
        assertThat(rto.seconds()).isEqualTo(3.333);
        assertThat(rto.phases()).extracting(Report.Phase::seconds).containsExactly(0.001, 0.0, 3.332);
    }

    @Test
    void aRecoveryBeforeItsEventIsNoRecoveryTimeOfZero() {
        Instant start = Instant.parse("2026-01-01T00:00:20Z");
        RtoClock clock = RtoClock.startingAt("fault injected", start);

        assertThatThrownBy(() -> clock.until("first accepted write", start.minusMillis(1)))
                .hasMessageContaining("cannot be judged")
                .hasMessageContaining("1 ms before 'fault injected'");
        assertThat(clock.until("first accepted write", start.minusNanos(400_000))
                        .recovered(10)
                        .seconds())
                .as("of the same millisecond")
                .isZero();
    }

    @Test
    void refusesNumbersThatContradictEachOther() {
        assertThatThrownBy(() -> new Report.Http(1, 2, 0)).hasMessage("rpo.http.lost is 2, more than rpo.http.acked 1");
        assertThatThrownBy(() -> new CanaryAccount(5, 1, 0.1, 0, 2)).hasMessageContaining("holes is 2");
        assertThatThrownBy(() -> new Report.Http(5, 0, 0, 0L, true)).hasMessageContaining("lostWhole is true although");
        assertThatThrownBy(() -> new CanaryAccount(5, 0, 0, 0, 0, true))
                .hasMessageContaining("lostWhole is true although");
        assertThatThrownBy(() -> new Report.Http(5, 0, 0.1)).hasMessageContaining("lostSeconds is 0.1 although");
        assertThatThrownBy(() -> new Percentiles(3, 2, 4, 5)).hasMessageContaining("must grow");
        assertThatThrownBy(() -> new ReplicationLag(null, 3, 1)).hasMessageContaining("exactly when");
        assertThatThrownBy(() -> new Report.Availability(1, 2, 0, 0, null, 0L, List.of()))
                .hasMessageContaining("failed is 2");
        assertThatThrownBy(() -> new Report.Detection(Double.NaN, 1)).hasMessageContaining("detection.seconds");
        assertThatThrownBy(() -> new Report.Definition("a", "ABC")).hasMessageContaining("64 lower-case hex");
        assertThatThrownBy(() -> new Report.Assumption("x", "http://example.com"))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> Report.builder().build()).hasMessage("scenario");
    }

    @Test
    void sortsEventsByTime() {
        Report report = Samples.outage()
                .events(List.of(Samples.event(20, "second", ""), Samples.event(10, "first", "")))
                .build();
        assertThat(report.events()).extracting(Report.Event::name).containsExactly("first", "second");
    }

    @Test
    void projectionIsNeverPartOfTheRecoveryTime() {
        Report with = Samples.outage().build();
        Report without = Samples.outage().projection(AwsProjection.none()).build();
        assertThat(with.projection().minSeconds()).isGreaterThan(with.rto().seconds());
        assertThat(with.rto()).isEqualTo(without.rto());
        assertThat(AwsProjection.forLab(Report.Mode.PLANNED, 60, 900).awsAdds()).hasSize(1);
    }

    private static Report.Rto recovered(double seconds) {
        return new Report.Rto(seconds, null, 1800, "fault injected", List.of(new Report.Phase("all", seconds)));
    }
}
