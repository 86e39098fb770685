package dev.drlab.report.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.report.Report;
import dev.drlab.report.terminal.TerminalSoak;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoakReportTest {
    private static final Report.Environment MACHINE =
            new Report.Environment("Linux", "amd64", 2, 1, "17", "17.11", "0");

    @Test
    void sumsUpItsRounds() throws Exception {
        SoakReport report = report(SoakReport.Ending.TIME, null);
        assertThat(report.totals()).isEqualTo(new SoakReport.Totals(2, 1, 2, 300, 7, 3, 0, 0));
        JsonNode json = Json.mapper().readTree(report.json());
        assertThat(json.path("ending").asText()).isEqualTo("time");
        assertThat(json.at("/totals/lost").asLong()).isEqualTo(7);
        assertThat(json.at("/rounds/1/runnersKilled/0").asText()).isEqualTo("activate behind Promote");
        assertThat(json.path("violation").isNull()).isTrue();
    }

    @Test
    void printsALineForEachKindOfRoundAndTheViolation() {
        SoakReport report =
                report(SoakReport.Ending.VIOLATION, new SoakReport.Violation(3, "switchover", "something is missing"));
        assertThat(TerminalSoak.text(report, Path.of("runs/x")))
                .startsWith("VIOLATION  2 rounds")
                .containsPattern("partition +1 +2 +7 +3 ")
                .containsPattern("task-killed +1 +0 +0 +0 ")
                .contains("! round 3, switchover: something is missing", "Evidence runs/x");
    }

    @Test
    void onlyASoakThatEndedByTimeAndRecoveredAfterEveryRoundHasPassed() {
        assertThat(report(SoakReport.Ending.TIME, null).passed()).isTrue();
        SoakReport interrupted = report(SoakReport.Ending.INTERRUPTED, null);
        assertThat(interrupted.passed()).isFalse();
        assertThat(TerminalSoak.text(interrupted, Path.of("x")))
                .startsWith("INTERRUPTED, NO VIOLATION UNTIL THEN  2 rounds");
        SoakReport notBack = report(SoakReport.Ending.TIME, null, null);
        assertThat(notBack.passed()).isFalse();
        assertThat(TerminalSoak.text(notBack, Path.of("x")))
                .startsWith("NOT RECOVERED  2 rounds")
                .containsPattern("partition .* never\n")
                .contains("! after 1 round the service was not fully back");
    }

    @Test
    void aForeignApplicationIsTold() throws Exception {
        SoakReport report = report(SoakReport.Ending.TIME, null);
        assertThat(TerminalSoak.text(report, Path.of("x")))
                .contains(
                        "foreign application: 500 transactions acknowledged",
                        "; 7 lost in failovers; the WAL of 1 old" + " database has 9 that no other has");
        JsonNode json = Json.mapper().readTree(report.json());
        assertThat(json.at("/rounds/1/foreign/onlyInOldByWal").asLong()).isEqualTo(9);
        assertThat(json.at("/rounds/0/foreign").isNull()).isTrue();
        assertThatThrownBy(() -> new SoakReport.Foreign(500, 7, 6L)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever never counts finds no difference either. */
    @Test
    void whatIsNotCountedByWalHasNotPassed() {
        SoakReport.Foreign none = new SoakReport.Foreign(500, 0, null);
        SoakReport.Foreign counted = new SoakReport.Foreign(500, 0, 0L);
        assertThat(foreign(none).passed()).as("never").isFalse();
        assertThat(foreign(counted, none).passed())
                .as("once, and nothing is missing")
                .isTrue();
        assertThat(foreign(counted, new SoakReport.Foreign(500, 7, null)).passed())
                .as("not where something is missing")
                .isFalse();
        assertThat(TerminalSoak.text(foreign(none), Path.of("x")))
                .startsWith("NOT COUNTED  1 round")
                .contains(
                        "no old database was counted by its WAL",
                        "! after 1 move what only the old database has of the foreign application was not counted");
        assertThat(TerminalSoak.text(foreign(counted, none), Path.of("x")))
                .startsWith("NO VIOLATION  2 rounds")
                .contains("the WAL of 1 old database has 0", "! after 1 move what only");
        SoakReport still = of(SoakReport.Ending.TIME, List.of(round("task-killed", "a", "a", 0.2, none)), null);
        assertThat(still.passed())
                .as("nothing moved, so there is nothing to count")
                .isTrue();
        assertThat(still.totals().notCounted()).isZero();
    }

    private static SoakReport foreign(SoakReport.Foreign... accounts) {
        return of(
                SoakReport.Ending.TIME,
                Stream.of(accounts)
                        .map(account -> round("outage", "a", "b", 6.5, account))
                        .toList(),
                null);
    }

    @Test
    void aViolationGoesWithItsEndingAndWithNoOther() {
        assertThatThrownBy(() -> report(SoakReport.Ending.VIOLATION, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> report(SoakReport.Ending.TIME, new SoakReport.Violation(1, "outage", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SoakReport report(SoakReport.Ending ending, SoakReport.Violation violation) {
        return report(ending, violation, 6.5);
    }

    private static SoakReport report(SoakReport.Ending ending, SoakReport.Violation violation, Double fullRecovery) {
        SoakReport.Round quiet = round("task-killed", "a", "a", 0.2, null);
        SoakReport.Round moved = new SoakReport.Round(
                2,
                Instant.EPOCH,
                20,
                "partition",
                "a",
                "b",
                2,
                List.of("activate behind Promote", "reprotect behind StopService"),
                List.of(),
                300,
                7,
                3,
                2.5,
                fullRecovery,
                70,
                new SoakReport.Foreign(500, 7, 9L));
        return of(ending, List.of(quiet, moved), violation);
    }

    private static SoakReport.Round round(
            String disturbance, String from, String to, double fullRecovery, SoakReport.Foreign foreign) {
        return new SoakReport.Round(
                1,
                Instant.EPOCH,
                5,
                disturbance,
                from,
                to,
                1,
                List.of(),
                List.of(),
                100,
                0,
                0,
                0.1,
                fullRecovery,
                3,
                foreign);
    }

    private static SoakReport of(
            SoakReport.Ending ending, List<SoakReport.Round> rounds, SoakReport.Violation violation) {
        return new SoakReport(SoakReport.SCHEMA_VERSION, Instant.EPOCH, 25, 4, ending, rounds, violation, MACHINE, "x");
    }
}
