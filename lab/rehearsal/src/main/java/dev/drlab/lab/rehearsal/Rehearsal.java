package dev.drlab.lab.rehearsal;

import dev.drlab.contract.host.MachineWatch;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabLogs;
import dev.drlab.lab.LabReadiness;
import dev.drlab.lab.LabRemains;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.Procedure;
import dev.drlab.lab.scenario.run.Findings;
import dev.drlab.lab.scenario.run.Moves;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.Recorder;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.run.Timeline;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.s3.LabObjects;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.file.RunDirectory;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.html.UnfinishedPage;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.CanaryBucket;
import dev.drlab.verifier.objects.ObjectCanaryConfig;
import dev.drlab.verifier.objects.ObjectCanaryRun;
import dev.drlab.verifier.objects.ObjectCanarySnapshot;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Runs one scenario in a lab of its own, from bringing it up to the report. */
public final class Rehearsal {
    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(50);
    private static final Duration KEEP_ROWS = Duration.ofHours(2);
    private static final Duration AFTERMATH = Duration.ofSeconds(1);
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    private static final int WRITES_PER_READ = 5;
    /** Services that have just been started cannot take a crowd at once; those of a region that has served can. */
    private static final double GROWTH_PER_SECOND = 100;

    private static final double OBJECTS_PER_SECOND = 5;
    private static final Duration OBJECT_POLL = Duration.ofMillis(20);

    private final Scenario scenario;
    private final RehearsalOptions options;
    private final Recorder recorder;
    private final MonotonicClock clock = MonotonicClock.start();
    private final Instant startedAt = clock.instant();
    private final Path directory;
    private final EvidenceWatch evidence = new EvidenceWatch();
    private PartialReport known;
    private boolean labBegan;
    private boolean reported;
    private boolean stoppedFromOutside;

    private Rehearsal(Scenario scenario, RehearsalOptions options, Timeline timeline) {
        this.scenario = scenario;
        this.options = options;
        this.recorder = new Recorder(timeline, clock);
        this.directory = RunDirectory.of(options.reportDirectory(), startedAt, scenario.title());
    }

    /**
     * Runs a scenario and writes {@code report.html} and {@code report.json}.
     *
     * @throws UnfinishedRun when it could not go on; what is known was written, and the logs kept; nothing is left running
     * @throws LabException when it could not begin; nothing is left running then
     * @throws RunInterrupted when interrupted after the lab had begun; as with {@link UnfinishedRun}
     * @throws InterruptedException when interrupted before
     */
    public static RehearsalResult run(Scenario scenario, RehearsalOptions options, Timeline timeline)
            throws InterruptedException {
        return new Rehearsal(scenario, options, timeline).run();
    }

    private RehearsalResult run() throws InterruptedException {
        recorder.event("rehearsal " + scenario.title(), scenario.summary());
        try (MachineWatch machine = MachineWatch.start()) {
            known = new PartialReport(scenario, options, recorder, startedAt, machine);
            RehearsalResult result;
            try {
                result = runInALab();
            } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
                throw unfinished(evidence.reasonOf(e));
            }
            keepOrDeleteLab(result.report().verdict() != Report.Verdict.PASS);
            return result;
        }
    }

    private RehearsalResult runInALab() throws IOException, SQLException, InterruptedException {
        try (Lab lab = Lab.start(options.lab(), this::tellOfTheLab, clock)) {
            try {
                known.labUp(lab.upAfter());
                Files.createDirectories(directory);
                return rehearse(lab);
            } finally {
                stoppedFromOutside = lab.isStopped();
            }
        }
    }

    private void tellOfTheLab(String name, String detail) {
        labBegan = true;
        recorder.event(name, detail);
    }

    /** Keeps the logs, writes what is known, and says where; where no lab had begun there is nothing to keep. */
    private RuntimeException unfinished(Exception failure) throws InterruptedException {
        // The flag has to be cleared, else no file can be written any more.
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException || stoppedFromOutside;
        String reason = reason(failure);
        if (reported) { // what failed then, such as the lab's end, takes nothing from the report
            keepOrDeleteLab(true);
            return new LabException(reason + "; the report is in " + directory, failure);
        }
        if (!labBegan) {
            if (interrupted) {
                throw new InterruptedException("interrupted");
            }
            return failure instanceof RuntimeException unexpected ? unexpected : new LabException(reason, failure);
        }
        try {
            Files.createDirectories(directory);
            if (!interrupted) {
                writeStackTrace(failure);
            }
            keepOrDeleteLab(true);
            UnfinishedPage.write(
                    known.report(
                            interrupted ? UnfinishedReport.Verdict.INTERRUPTED : UnfinishedReport.Verdict.ERROR,
                            interrupted ? "It was interrupted, by Ctrl-C or SIGTERM." : reason,
                            Optional.of(LabLogs.DIRECTORY).filter(logs -> Files.isDirectory(directory.resolve(logs)))),
                    directory);
        } catch (IOException | UncheckedIOException e) {
            failure.addSuppressed(e);
            return new LabException(
                    reason + "; and what is known could not be written to " + directory + ": " + e.getMessage(),
                    failure);
        }
        if (interrupted) {
            throw new RunInterrupted(directory);
        }
        return new UnfinishedRun(reason, directory, failure);
    }

    private String reason(Exception failure) {
        if (failure instanceof IOException) {
            return "cannot write to " + directory + ": " + failure.getMessage();
        }
        if (failure instanceof SQLException) {
            return "cannot account for the commits: " + failure.getMessage();
        }
        return failure instanceof LabException ? failure.getMessage() : "unexpected: " + failure;
    }

    private void writeStackTrace(Exception failure) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        Files.writeString(directory.resolve("failure.txt"), trace.toString());
    }

    private RehearsalResult rehearse(Lab lab) throws IOException, SQLException, InterruptedException {
        Procedure procedure = Procedure.of(scenario);
        try (TrafficClient traffic = TrafficClient.start(
                        lab.frontDoor(),
                        trafficSettings(procedure),
                        clock,
                        directory.resolve("http-ledger.jsonl"),
                        evidence::failed);
                CanaryRun canaries = CanaryRun.start(canaryConfig(lab), clock);
                ObjectCanaryRun objects = ObjectCanaryRun.start(objectConfig(lab, canaries))) {
            Findings findings = new Findings(recorder);
            known.traffic(traffic, canaries, findings);
            new SteadyState(options, recorder, findings).await(lab, traffic, canaries, objects);
            ScenarioRun run = new ScenarioRun(
                    lab,
                    traffic,
                    canaries,
                    objects,
                    recorder,
                    options,
                    findings,
                    new Moves(traffic, recorder),
                    directory,
                    System.nanoTime());
            known.steady(run);
            findings.readiness(new LabReadiness(lab).of(RegionNames.SECONDARY));
            Outcome outcome = procedure.follow(run);
            ScenarioRun.pause(AFTERMATH);
            traffic.close();
            CanaryResult canaryResult = canaries.stop(CATCH_UP);
            ObjectCanarySnapshot objectResult = objects.stop(CATCH_UP);
            objects.ledgerFailure().ifPresent(evidence::failed);
            evidence.requireKept();
            recorder.event("accounting", "every acknowledged commit is looked for in " + outcome.survivor());
            return report(lab, new Accounting(run, outcome, canaryResult, objectResult, startedAt, scenario));
        }
    }

    private TrafficSettings trafficSettings(Procedure procedure) {
        TrafficSettings settings = TrafficSettings.of(
                        options.writesPerSecond(), options.writesPerSecond() / (double) WRITES_PER_READ)
                .withGrowthPerSecond(GROWTH_PER_SECOND);
        return procedure
                .connectionAge()
                .or(options.traffic()::connectionAge)
                .map(age -> settings.withConnectionMillis(age.toMillis()))
                .orElse(settings);
    }

    private CanaryConfig canaryConfig(Lab lab) {
        return CanaryConfig.of(
                        lab.logins().verifierEndpoint(RegionNames.PRIMARY),
                        lab.logins().verifierEndpoint(RegionNames.SECONDARY),
                        directory.resolve("canary-ledger"))
                .withRate(options.canariesPerSecond())
                .withRetention(KEEP_ROWS)
                .withListener(evidence.canaries(), SAMPLE_INTERVAL);
    }

    /** The verifier stands in the secondary, as on AWS; it reaches the primary's bucket over the link. */
    private ObjectCanaryConfig objectConfig(Lab lab, CanaryRun canaries) {
        LabObjects buckets = lab.objects();
        buckets.await();
        return new ObjectCanaryConfig(
                Map.of(
                        RegionNames.PRIMARY,
                        CanaryBucket.of(buckets.remoteClient(RegionNames.PRIMARY), buckets.bucket(RegionNames.PRIMARY)),
                        RegionNames.SECONDARY,
                        CanaryBucket.of(buckets.client(RegionNames.SECONDARY), buckets.bucket(RegionNames.SECONDARY))),
                () -> canaries.snapshot().writer(),
                OBJECTS_PER_SECOND,
                OBJECT_POLL,
                directory.resolve("object-ledger.jsonl"));
    }

    private RehearsalResult report(Lab lab, Accounting accounting) throws IOException, SQLException {
        Report report = accounting.report(recorder.events(), lab.upAfter(), known.machineLoad());
        ReportJson.write(directory.resolve("report.json"), report);
        Path page = directory.resolve("report.html");
        HtmlReport.write(page, report, accounting.series());
        reported = true;
        return new RehearsalResult(report, directory, page);
    }

    /** {@code logsToo}: of a run that did not pass they are part of the evidence. */
    private void keepOrDeleteLab(boolean logsToo) {
        Path home = options.lab().home();
        LabRemains remains = new LabRemains(home);
        try {
            if (logsToo) {
                new LabLogs(home).copyTo(directory);
            }
            if (options.keepLab()) {
                remains.keepAll(directory);
            } else {
                remains.keepRecords(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            recorder.event("lab data left", "cannot move or delete what is in " + home + ": " + e.getMessage());
        }
    }
}
