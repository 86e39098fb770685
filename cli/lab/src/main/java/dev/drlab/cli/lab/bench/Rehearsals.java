package dev.drlab.cli.lab.bench;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.rehearsal.Rehearsal;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.report.FullRecovery;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable;
import dev.drlab.report.bench.BenchTable.Limit;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs rehearsals for figures.
 *
 * @param place where their labs and reports are
 * @param samples takes what every rehearsal tells
 * @param progress told in a line how each ended
 */
record Rehearsals(BenchPlace place, Samples samples, Consumer<String> progress) {
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Set<String> UNTIL_ACTIVATE = Set.of("detection", "start of activate");
    private static final Set<String> UNTIL_DRAIN = Set.of("detection", "start of activate", "checks");

    /**
     * The load of a rehearsal.
     *
     * @param scenario what happens in it
     * @param writes writes/s through the front door
     * @param canaries canaries/s
     * @param latency one-way latency between the regions
     */
    record Load(Scenario scenario, int writes, int canaries, Duration latency) {
        /** As a user would name it. */
        String title() {
            return "`" + scenario.title() + "` at " + writes + " writes/s"
                    + (latency.isZero() ? "" : ", " + latency.toMillis() + " ms between the regions");
        }

        String command() {
            return "./drlab rehearse " + scenario.title() + " --rate " + writes + " --canary-rate " + canaries
                    + (latency.isZero() ? "" : " --wan-latency " + latency.toMillis() + "ms");
        }
    }

    /** Its report; also counts whether it kept its promises. */
    Report run(Load load) throws InterruptedException {
        RehearsalOptions options = new RehearsalOptions(
                LabOptions.defaults(place.home()).withWanLatency(load.latency()),
                load.writes(),
                load.canaries(),
                STEADY,
                Duration.ofSeconds(300),
                Duration.ofMinutes(30),
                place.reports(),
                false,
                load.command());
        Report report = Rehearsal.run(load.scenario(), options, (at, name, detail) -> {})
                .report();
        if (load.scenario() == Scenario.PLANNED_SWITCHOVER) {
            samples.add(
                    "acknowledged commits lost in a switchover",
                    "",
                    Limit.everyRunAtMost(0),
                    report.rpo().lost());
        }
        samples.add(
                "rehearsals that missed a target",
                "",
                Limit.everyRunAtMost(0),
                report.verdict() == Report.Verdict.PASS ? 0 : 1);
        FullRecovery full = report.rto().fullRecovery();
        if (full != null) { // no verdict reads it
            samples.add(load.title() + ": seconds below 99 % after full recovery", "", null, full.laterSecondsBelow());
        }
        progress.accept(load.title() + ": " + report.verdict().word()
                + report.rto().recovered().map(s -> ", RTO " + s + " s").orElse(""));
        return report;
    }

    /** Seconds from the event to the first accepted write. */
    static double recovered(Report report) {
        return report.rto().recovered().orElse(BenchTable.NEVER);
    }

    /** Seconds from the start of {@code activate} to the first accepted write. */
    static double activation(Report report) {
        return between(until(UNTIL_ACTIVATE, report), recovered(report));
    }

    /** Seconds from the event to full recovery. */
    static double fullRecovery(Report report) {
        return report.rto().judgedSeconds().orElse(BenchTable.NEVER);
    }

    /** Seconds from the start of the drain to full recovery. */
    static double fullRecoveryFromDrain(Report report) {
        return between(until(UNTIL_DRAIN, report), fullRecovery(report));
    }

    /** Seconds from the first accepted write to full recovery. */
    static double fullRecoveryFromFirstWrite(Report report) {
        return between(recovered(report), fullRecovery(report));
    }

    /** Two things that never came are not 0 s apart: what was waited for in vain is worse than any limit. */
    static double between(double from, double to) {
        return to == BenchTable.NEVER ? BenchTable.NEVER : to - from;
    }

    private static double until(Set<String> phases, Report report) {
        return report.rto().phases().stream()
                .filter(phase -> phases.contains(phase.name()))
                .mapToDouble(Report.Phase::seconds)
                .sum();
    }
}
