package dev.drlab.lab.rehearsal;

import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.LabRemains;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.report.HtmlReport;
import dev.drlab.lab.report.Report;
import dev.drlab.lab.report.ReportJson;
import dev.drlab.lab.report.RunDirectory;
import dev.drlab.lab.s3.LabObjects;
import dev.drlab.lab.traffic.TrafficClient;
import dev.drlab.lab.traffic.TrafficSettings;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.CanaryBucket;
import dev.drlab.verifier.objects.ObjectCanaryConfig;
import dev.drlab.verifier.objects.ObjectCanaryRun;
import dev.drlab.verifier.objects.ObjectCanarySnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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
    private static final Duration OBJECT_LOOKS = Duration.ofMillis(20);

    private final Scenario scenario;
    private final RehearsalOptions options;
    private final Recorder recorder;
    private final Instant startedAt = Instant.now();
    private final Path directory;
    private final EvidenceWatch evidence = new EvidenceWatch();

    private Rehearsal(Scenario scenario, RehearsalOptions options, Timeline timeline) {
        this.scenario = scenario;
        this.options = options;
        this.recorder = new Recorder(timeline);
        this.directory = RunDirectory.of(options.reportDirectory(), startedAt, scenario.title());
    }

    /**
     * Runs a scenario and writes {@code report.html} and {@code report.json}.
     *
     * @throws LabException when it could not run; nothing is left running then
     * @throws InterruptedException when interrupted; nothing is left running then
     */
    public static RehearsalResult run(Scenario scenario, RehearsalOptions options, Timeline timeline)
            throws InterruptedException {
        return new Rehearsal(scenario, options, timeline).run();
    }

    private RehearsalResult run() throws InterruptedException {
        recorder.event("rehearsal " + scenario.title(), scenario.summary());
        RehearsalResult result;
        try (Lab lab = Lab.start(options.lab(), recorder::event)) {
            Files.createDirectories(directory);
            result = rehearse(lab);
        } catch (IOException e) {
            throw new LabException("cannot write to " + directory + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new LabException("cannot account for the commits: " + e.getMessage(), e);
        } catch (InterruptedException | RuntimeException e) {
            evidence.requireKept();
            throw e;
        }
        keepOrDeleteLab();
        return result;
    }

    private RehearsalResult rehearse(Lab lab) throws IOException, SQLException, InterruptedException {
        Course course = Course.of(scenario);
        try (TrafficClient traffic = TrafficClient.start(
                        lab.frontDoor(),
                        trafficSettings(course),
                        directory.resolve("http-ledger.jsonl"),
                        evidence::failed);
                CanaryRun canaries = CanaryRun.start(canaryConfig(lab));
                ObjectCanaryRun objects = ObjectCanaryRun.start(objectConfig(lab, canaries))) {
            Findings findings = new Findings(recorder);
            new SteadyState(options, recorder, findings).await(lab, traffic, canaries, objects);
            Stage stage = new Stage(
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
            Outcome outcome = course.play(stage);
            Course.pause(AFTERMATH);
            traffic.close();
            CanaryResult canaryResult = canaries.stop(CATCH_UP);
            ObjectCanarySnapshot objectResult = objects.stop(CATCH_UP);
            objects.ledgerFailure().ifPresent(evidence::failed);
            evidence.requireKept();
            recorder.event("accounting", "every acknowledged commit is looked for in " + outcome.survivor());
            return report(lab, new Accounting(stage, outcome, canaryResult, objectResult, startedAt, scenario));
        }
    }

    private TrafficSettings trafficSettings(Course course) {
        TrafficSettings settings = TrafficSettings.of(
                        options.writesPerSecond(), options.writesPerSecond() / (double) WRITES_PER_READ)
                .withGrowthPerSecond(GROWTH_PER_SECOND);
        return course.connectionAge()
                .map(age -> settings.withConnectionMillis(age.toMillis()))
                .orElse(settings);
    }

    private CanaryConfig canaryConfig(Lab lab) {
        return CanaryConfig.of(
                        lab.verifierEndpoint(RegionNames.PRIMARY),
                        lab.verifierEndpoint(RegionNames.SECONDARY),
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
                OBJECT_LOOKS,
                directory.resolve("object-ledger.jsonl"));
    }

    private RehearsalResult report(Lab lab, Accounting accounting) throws IOException, SQLException {
        Report report = accounting.report(recorder.events(), lab.upAfter());
        ReportJson.write(directory.resolve("report.json"), report);
        Path page = directory.resolve("report.html");
        HtmlReport.write(page, report, accounting.series());
        return new RehearsalResult(report, directory, page);
    }

    private void keepOrDeleteLab() {
        LabRemains remains = new LabRemains(options.lab().home());
        try {
            if (options.keepLab()) {
                remains.keepAll(directory);
            } else {
                remains.keepRecords(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            recorder.event(
                    "lab data left", "cannot move or delete what is in " + remains.home() + ": " + e.getMessage());
        }
    }
}
