package dev.drlab.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Report;
import dev.drlab.report.RtoClock;
import dev.drlab.report.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TerminalReportTest {
    private static final Path PAGE = Path.of(".drlab", "runs", "x", "report.html");

    @Test
    void showsTheResult() {
        String text = TerminalReport.text(Samples.outage().build(), PAGE, false);
        assertThat(text)
                .startsWith("PASS, WITH LOSS  primary-outage, ap-southeast-2 to us-west-2\n")
                .contains("  RTO          4.09 s since: fault injected, to the first write\n")
                .contains("  Fully back   after 4.51 s (target 30 min); 400 of 562 requests failed until then\n")
                .contains(
                        "failover, since first accepted write: gap 310 ms (target 10 s), 0.19 % of 6,500 requests failed"
                                + " (target 5 %)\n")
                .contains("                   2.930 s  detection\n")
                .contains("canaries: 2,471 acknowledged, 4 lost, 0 holes, 1 survived unacknowledged")
                .contains("  RPO          183 ms (target 5 min); counted since the traffic started:\n")
                .contains("HTTP: 6,204 acknowledged, 9 lost")
                .contains("  Availability 412 of 18,307 requests failed since the steady state; longest gap")
                .contains("lag median 3.1 ms, 99 % 14.4 ms")
                .contains(
                        "  Exposure     At most 158 ms while it was measured; not measured for 20.4 s of 34 s, in which"
                                + " it was at least 17.4 s.\n")
                .contains("  On AWS add   4.5 to 27 min or longer (a projection, not measured):\n")
                .contains("Health checks of Route 53 30 to 90 s, A person's decision 60 s to 15 min or longer,")
                .contains("  Warnings     FullCapacity: Ecs.ServiceNotFoundException")
                .endsWith("  Report       " + PAGE + "\n")
                .doesNotContain("\u001b");
    }

    @Test
    void coloursTheVerdictOnRequest() {
        assertThat(TerminalReport.text(Samples.switchover().build(), PAGE, true))
                .startsWith("\u001b[32mPASS\u001b[0m");
        assertThat(TerminalReport.text(Samples.outage().build(), PAGE, true))
                .as("commits are missing")
                .startsWith("\u001b[33mPASS, WITH LOSS\u001b[0m");
        assertThat(TerminalReport.text(Samples.outageWithoutEnd().build(), PAGE, true))
                .startsWith("\u001b[31mFAIL\u001b[0m");
    }

    @Test
    void showsEachLeg() {
        String text = TerminalReport.text(Samples.failback(0).build(), PAGE, false);
        assertThat(text)
                .contains("  Leg          failover: 1.2 s, epoch 2, lost 13\n")
                .contains("  Leg          reprotect the old primary: 7.5 s, epoch 2, kept 9 items, 5 canaries\n")
                .contains("  Leg          switchover back: ");
        String failed = TerminalReport.text(
                Samples.failback(2)
                        .invariantFailures(Collections.nCopies(12, "broken"))
                        .build(),
                PAGE,
                false);
        assertThat(failed).startsWith("FAIL").contains("'switchover back' may lose nothing, but lost 2 ");
        assertThat(failed.lines().count()).isLessThanOrEqualTo(TerminalReport.MAX_LINES);
    }

    @Test
    void staysShortWhateverWentWrong() {
        Instant start = Samples.START;
        RtoClock clock = RtoClock.startingAt("fault injected", start);
        for (int i = 1; i <= 20; i++) {
            clock.until("phase " + i, start.plusSeconds(i));
        }
        FullRecovery full =
                new FullRecovery(null, 90, new FullRecovery.Kind(null, 9, 9), new FullRecovery.Kind(null, 9, 9), 0);
        Report report = Samples.outage(clock.gaveUpAt(start.plusSeconds(90), 30), full)
                .invariantFailures(Collections.nCopies(12, "broken"))
                .build();
        String text = TerminalReport.text(report, PAGE, false);
        assertThat(text.lines().count()).isLessThanOrEqualTo(TerminalReport.MAX_LINES);
        assertThat(text)
                .endsWith("  Logs         " + PAGE.resolveSibling("logs") + "\n")
                .startsWith("FAIL")
                .contains("not back after 90 s")
                .contains("and 9 more; see the report")
                .contains("11.000 s  11 shorter phases");
    }

    @Test
    void theLongestPhaseIsShownWhereverItComes() {
        Instant start = Samples.START;
        RtoClock clock = RtoClock.startingAt("links cut", start);
        for (int i = 1; i <= 11; i++) {
            clock.until("step " + i, start.plusMillis(2L * i));
        }
        clock.until("long wait", start.plusMillis(4022));
        Report report = Samples.outage(clock.recovered(1800), Samples.full(4.1)).build();
        assertThat(TerminalReport.text(report, PAGE, false))
                .contains("                   4.000 s  long wait\n                   0.006 s  3 shorter phases\n");
    }

    @Test
    void everyPhaseOfARehearsalWithLegsIsShown() {
        String text = TerminalReport.text(Samples.failback(0).build(), PAGE, false);
        Samples.failback(0)
                .build()
                .rto()
                .phases()
                .forEach(phase -> assertThat(text).contains(" s  " + phase.name() + "\n"));
        assertThat(text).doesNotContain("shorter phase");
    }
}
