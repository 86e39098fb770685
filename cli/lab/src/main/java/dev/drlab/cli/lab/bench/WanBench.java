package dev.drlab.cli.lab.bench;

import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable.Limit;
import java.time.Duration;
import java.util.function.Consumer;

/** The cost of a planned switchover between regions that are far apart: its round trips, and then its load. */
final class WanBench implements Bench {
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int QUIET = 100;
    private static final int BUSY = 1000;
    private static final int CANARIES = 100;

    @Override
    public String name() {
        return "wan";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        Rehearsals rehearsals = new Rehearsals(place, samples, progress);
        for (int run = 1; run <= runs; run++) {
            Rehearsals.Load quiet = load(QUIET);
            activation(quiet, rehearsals.run(quiet), samples);
            Rehearsals.Load busy = load(BUSY);
            Report report = rehearsals.run(busy);
            activation(busy, report, samples);
            samples.add(
                    busy.title() + ": start of the drain to full recovery",
                    "s",
                    Limit.atMost(1.5),
                    Rehearsals.fullRecoveryFromDrain(report));
        }
    }

    private static Rehearsals.Load load(int writes) {
        return new Rehearsals.Load(Scenario.PLANNED_SWITCHOVER, writes, CANARIES, LATENCY);
    }

    private static void activation(Rehearsals.Load load, Report report, Samples samples) {
        samples.add(
                load.title() + ": start of `activate` to first accepted write",
                "s",
                load.writes() == BUSY ? Limit.atMost(0.9) : null,
                Rehearsals.activation(report));
    }
}
