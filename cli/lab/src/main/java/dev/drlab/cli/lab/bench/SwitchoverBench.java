package dev.drlab.cli.lab.bench;

import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable.Limit;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The cost of a planned switchover, at rates that show where the machine's processors are used up. */
final class SwitchoverBench implements Bench {
    private static final int QUIET = 100;
    private static final int JUDGED = 500;
    private static final List<Integer> RATES = List.of(QUIET, 250, JUDGED, 1000);
    private static final int CANARIES = 100;
    /** Of the writes of one minute, how many may fail. */
    private static final double FAILED_SHARE = 0.01;

    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public String name() {
        return "switchover";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        Rehearsals rehearsals = new Rehearsals(place, samples, progress);
        for (int run = 1; run <= runs; run++) {
            for (int rate : RATES) {
                Rehearsals.Load load = new Rehearsals.Load(Scenario.PLANNED_SWITCHOVER, rate, CANARIES, Duration.ZERO);
                add(load, rehearsals.run(load), samples);
            }
        }
    }

    private static void add(Rehearsals.Load load, Report report, Samples samples) {
        int rate = load.writes();
        samples.add(
                load.title() + ": longest gap between accepted writes",
                "s",
                rate == QUIET ? Limit.atMost(0.1) : null,
                report.availability().longestWriteGapSeconds());
        samples.add(
                load.title() + ": start of the drain to full recovery",
                "s",
                rate == JUDGED ? Limit.atMost(0.5) : null,
                Rehearsals.fullRecoveryFromDrain(report));
        samples.add(
                load.title() + ": requests that failed until then",
                "",
                rate == JUDGED ? Limit.atMost(FAILED_SHARE * SECONDS_PER_MINUTE * JUDGED) : null,
                report.availability().failedUntilFullRecovery());
        if (rate == QUIET) {
            samples.add(
                    load.title() + ": lab up",
                    "s",
                    Limit.atMost(4),
                    report.lab().upSeconds());
            samples.add(
                    load.title() + ": whole rehearsal",
                    "s",
                    Limit.atMost(15),
                    report.lab().totalSeconds());
        }
    }
}
