package dev.drlab.cli.lab.bench;

import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable.Limit;
import java.time.Duration;
import java.util.function.Consumer;

/** The cost of an outage of the primary: at a load that leaves the machine idle, and at five times as much. */
final class OutageBench implements Bench {
    private static final int QUIET = 100;
    private static final int BUSY = 500;
    private static final int CANARIES = 100;

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        Rehearsals rehearsals = new Rehearsals(place, samples, progress);
        for (int run = 1; run <= runs; run++) {
            quiet(rehearsals.run(load(QUIET)), samples);
            busy(rehearsals.run(load(BUSY)), samples);
        }
    }

    private static Rehearsals.Load load(int writes) {
        return new Rehearsals.Load(Scenario.PRIMARY_OUTAGE, writes, CANARIES, Duration.ZERO);
    }

    private static void quiet(Report report, Samples samples) {
        samples.add(
                "`primary-outage`: kill to first accepted write, health checks 1 s × 3, TTL 1 s",
                "s",
                Limit.atMost(4.5),
                Rehearsals.recovered(report));
        samples.add(
                "of that, start of `activate` to first accepted write",
                "s",
                Limit.atMost(0.25),
                Rehearsals.activation(report));
        samples.add("`primary-outage`: kill to full recovery", "s", null, Rehearsals.fullRecovery(report));
        samples.add(
                "`primary-outage`: lab up", "s", Limit.atMost(4), report.lab().upSeconds());
        samples.add(
                "`primary-outage`: whole rehearsal",
                "s",
                Limit.atMost(15),
                report.lab().totalSeconds());
    }

    private static void busy(Report report, Samples samples) {
        samples.add(
                "`primary-outage` at " + BUSY + " writes/s: first accepted write to full recovery",
                "s",
                Limit.atMost(1),
                Rehearsals.fullRecoveryFromFirstWrite(report));
    }
}
