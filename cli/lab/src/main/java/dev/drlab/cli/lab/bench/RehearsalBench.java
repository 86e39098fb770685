package dev.drlab.cli.lab.bench;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.rehearsal.Rehearsal;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable;
import dev.drlab.report.bench.BenchTable.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** One run of each rehearsal. */
final class RehearsalBench {
    private static final Duration STEADY = Duration.ofSeconds(5);

    private final Path home;
    private final Path reports;
    private final Consumer<String> progress;

    RehearsalBench(Path home, Path reports, Consumer<String> progress) {
        this.home = home;
        this.reports = reports;
        this.progress = progress;
    }

    void primaryOutage(Samples samples) throws InterruptedException {
        Report report = run(Scenario.PRIMARY_OUTAGE, 100, 100);
        Report.Rto rto = report.rto();
        double recovered = rto.recovered().orElse(BenchTable.NEVER);
        samples.add(
                "`primary-outage`: kill to first accepted write, health checks 1 s × 3, TTL 1 s",
                "s",
                Limit.atMost(4.5),
                recovered);
        samples.add(
                "of that, start of `activate` to first accepted write",
                "s",
                Limit.atMost(1.5),
                recovered - before(rto));
        samples.add("`primary-outage`: kill to full recovery", "s", null, fullRecovery(report));
        common(samples, report);
    }

    void plannedSwitchover(Samples samples) throws InterruptedException {
        Report report = run(Scenario.PLANNED_SWITCHOVER, 100, 100);
        samples.add(
                "`planned-switchover`: longest gap between accepted writes",
                "s",
                Limit.atMost(0.8),
                report.availability().longestWriteGapSeconds());
        samples.add("`planned-switchover`: start of `activate` to full recovery", "s", null, fullRecovery(report));
        samples.add(
                "the same: requests that failed until then",
                "",
                null,
                report.availability().failedUntilFullRecovery());
        common(samples, report);
    }

    void switchoverUnderLoad(Samples samples) throws InterruptedException {
        Report report = run(Scenario.PLANNED_SWITCHOVER, 150, 450);
        samples.add(
                "acknowledged commits lost in a switchover, at 600 writes/s",
                "",
                Limit.everyRunAtMost(0),
                report.rpo().lost());
        passed(samples, report);
    }

    private static void common(Samples samples, Report report) {
        samples.add("lab up", "s", Limit.atMost(15), report.lab().upSeconds());
        samples.add("whole rehearsal", "s", Limit.atMost(60), report.lab().totalSeconds());
        passed(samples, report);
    }

    /** A figure of a run that missed a target is none to be proud of. */
    private static void passed(Samples samples, Report report) {
        samples.add(
                "rehearsals that missed a target",
                "",
                Limit.everyRunAtMost(0),
                report.verdict() == Report.Verdict.PASS ? 0 : 1);
    }

    private static double fullRecovery(Report report) {
        return report.rto().judgedSeconds().orElse(BenchTable.NEVER);
    }

    /** What passes before {@code activate} starts. */
    private static double before(Report.Rto rto) {
        return rto.phases().stream()
                .filter(phase ->
                        phase.name().equals("detection") || phase.name().equals("start of activate"))
                .mapToDouble(Report.Phase::seconds)
                .sum();
    }

    private Report run(Scenario scenario, int rate, int canaryRate) throws InterruptedException {
        RehearsalOptions options = new RehearsalOptions(
                LabOptions.defaults(home),
                rate,
                canaryRate,
                STEADY,
                Duration.ofSeconds(300),
                Duration.ofMinutes(30),
                reports,
                false,
                "./drlab rehearse " + scenario.title() + " --rate " + rate + " --canary-rate " + canaryRate);
        Report report =
                Rehearsal.run(scenario, options, (at, name, detail) -> {}).report();
        progress.accept(scenario.title() + ": " + report.verdict().word()
                + report.rto().recovered().map(s -> ", RTO " + s + " s").orElse(""));
        return report;
    }
}
