package dev.drlab.lab.soak;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabLogs;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabRemains;
import dev.drlab.lab.LabVersion;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.checker.Audit;
import dev.drlab.lab.checker.DivergenceList;
import dev.drlab.lab.checker.LossSoFar;
import dev.drlab.lab.foreign.ForeignWorkload;
import dev.drlab.lab.rehearsal.EvidenceWatch;
import dev.drlab.lab.scenario.run.Timeline;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.Report;
import dev.drlab.report.file.RunDirectory;
import dev.drlab.report.soak.SoakReport;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.workload.FullRecoveryWatch;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.ServiceRecovery;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficSettings;
import dev.drlab.workload.account.StaleWrites;
import dev.drlab.workload.history.HttpLoss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Disturbs one lab again and again, at random, under steady traffic, and accounts for every acknowledged commit after
 * each round. It stops at the first violation, and keeps all that the lab had.
 */
public final class Soak {
    private static final Duration ROWS_ARE_KEPT_BEYOND = Duration.ofHours(1);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    private static final int WRITES_PER_READ = 5;

    private final SoakOptions options;
    private final Timeline timeline;
    private final Path directory;
    private final Random random;
    private final LossBook book = new LossBook();
    private final LockWait lockWait;
    private final List<SoakReport.Round> rounds = new ArrayList<>();
    private final EvidenceWatch evidence = new EvidenceWatch();
    private final MonotonicClock clock = MonotonicClock.start();
    private Instant startedAt = clock.instant();
    private boolean labBegan;

    private Soak(SoakOptions options, Timeline timeline) {
        this.options = options;
        this.timeline = timeline;
        this.directory = RunDirectory.of(options.reportDirectory(), startedAt, "soak");
        this.random = new Random(options.seed());
        this.lockWait = new LockWait(this::tell);
    }

    /**
     * The report of a soak.
     *
     * @param report also written to {@code soak.json}
     * @param directory where that is, with the ledgers, the journals, and after a violation all of the lab's data
     */
    public record Result(SoakReport report, Path directory) {}

    /**
     * Runs a soak. An interrupt of the calling thread ends it with the rounds that were completed, and is
     * used up.
     *
     * @throws LabException when it could not begin, or its report cannot be written; nothing is left running then
     */
    public static Result run(SoakOptions options, Timeline timeline) {
        return new Soak(options, timeline).run();
    }

    private Result run() {
        Outcome outcome;
        try (Lab lab = Lab.start(options.lab(), this::tellOfTheLab, clock)) {
            Files.createDirectories(directory);
            outcome = soak(lab);
            if (outcome.ending() == SoakReport.Ending.TIME) {
                // A ledger may fail when it is closed, behind the last wait that an interrupt ends.
                evidence.requireKept();
            }
        } catch (InterruptedException e) {
            evidence.requireKept();
            Thread.interrupted(); // closing the lab passes it on; the report must still be written
            outcome = new Outcome(SoakReport.Ending.INTERRUPTED, Optional.empty());
        } catch (IOException e) {
            throw new LabException("cannot write to " + directory + ": " + e.getMessage(), e);
        } catch (LabException e) {
            throw withLogs(e);
        }
        return keep(outcome);
    }

    private Outcome soak(Lab lab) throws IOException, InterruptedException {
        try (TrafficClient traffic = TrafficClient.start(
                        lab.frontDoor(),
                        TrafficSettings.of(
                                options.writesPerSecond(), options.writesPerSecond() / (double) WRITES_PER_READ),
                        clock,
                        directory.resolve("http-ledger.jsonl"),
                        evidence::failed);
                CanaryRun canaries = CanaryRun.start(canaryConfig(lab), clock);
                ForeignWorkload foreign = options.foreignPerSecond() == 0
                        ? null
                        : ForeignWorkload.start(
                                lab, RegionNames.PRIMARY, directory.resolve("foreign"), options.foreignPerSecond())) {
            return new Rounds(
                            lab, traffic, canaries, Optional.ofNullable(foreign).map(ForeignApplication::new))
                    .play();
        }
    }

    private CanaryConfig canaryConfig(Lab lab) {
        return CanaryConfig.of(
                        lab.logins().verifierEndpoint(RegionNames.PRIMARY),
                        lab.logins().verifierEndpoint(RegionNames.SECONDARY),
                        directory.resolve("canary-ledger"))
                .withListener(evidence.canaries(), SAMPLE_INTERVAL)
                .withRate(options.canariesPerSecond())
                .withRetention(options.duration().plus(ROWS_ARE_KEPT_BEYOND));
    }

    /** Where no lab had begun there are none. */
    private LabException withLogs(LabException failure) {
        if (!labBegan) {
            return failure;
        }
        try {
            boolean any = new LabLogs(options.lab().home()).copyTo(directory);
            return new LabException(
                    failure.getMessage() + (any ? "; the logs are in " + directory.resolve(LabLogs.DIRECTORY) : ""),
                    failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private Result keep(Outcome outcome) {
        LabRemains remains = new LabRemains(options.lab().home());
        try {
            Files.createDirectories(directory);
            if (outcome.ending() != SoakReport.Ending.TIME) {
                new LabLogs(options.lab().home()).copyTo(directory);
            }
            if (outcome.ending() == SoakReport.Ending.VIOLATION) {
                remains.keepAll(directory);
            } else {
                remains.keepRecords(directory);
            }
            SoakReport report = report(outcome);
            report.write(directory.resolve("soak.json"));
            return new Result(report, directory);
        } catch (IOException | UncheckedIOException e) {
            throw new LabException(
                    "cannot keep what the lab in " + remains.home() + " left, in " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    private SoakReport report(Outcome outcome) {
        return new SoakReport(
                SoakReport.SCHEMA_VERSION,
                startedAt,
                seconds(startedAt),
                options.seed(),
                outcome.ending(),
                rounds,
                outcome.violation().orElse(null),
                Report.Environment.ofThisMachine(LabVersion.postgres(), DrlabVersion.text()),
                options.command());
    }

    /** While a lock is waited for, the lab has each refusal to notify of. */
    private void tellOfTheLab(String name, String detail) {
        labBegan = true;
        if (!lockWait.isOn()) {
            tell(name, detail);
        }
    }

    private void tell(String name, String detail) {
        timeline.event(clock.instant(), name, detail);
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** When the service was fully back in a round, in seconds or null, and what failed until then. */
    private record Service(Double seconds, long failed) {}

    /** How it ended. */
    private record Outcome(SoakReport.Ending ending, Optional<SoakReport.Violation> violation) {}

    /** The rounds on a running lab. */
    private final class Rounds {
        private final Lab lab;
        private final TrafficClient traffic;
        private final CanaryRun canaries;
        private final Optional<ForeignApplication> foreign;
        private final RestingState resting;
        /** A disturbance, or what was done before the first and behind the last. */
        private String doing = "start";

        Rounds(Lab lab, TrafficClient traffic, CanaryRun canaries, Optional<ForeignApplication> foreign) {
            this.foreign = foreign;
            this.lab = lab;
            this.traffic = traffic;
            this.canaries = canaries;
            this.resting = new RestingState(lab, canaries);
        }

        Outcome play() throws InterruptedException {
            startedAt = clock.instant();
            try {
                String active = resting.active();
                resting.await(active);
                while (Duration.between(startedAt, clock.instant()).compareTo(options.duration()) < 0) {
                    active = round(active);
                }
                secondCount(active);
                return new Outcome(SoakReport.Ending.TIME, Optional.empty());
            } catch (LabException | IOException | SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("interrupted in a round");
                }
                String what = String.valueOf(e.getMessage());
                tell("violation", what);
                return new Outcome(
                        SoakReport.Ending.VIOLATION,
                        Optional.of(new SoakReport.Violation(rounds.size() + 1, doing, what)));
            }
        }

        private String round(String active) throws InterruptedException, IOException, SQLException {
            Disturbance[] all = Disturbance.values();
            Disturbance disturbance = all[random.nextInt(all.length)];
            doing = disturbance.title();
            int number = rounds.size() + 1;
            tell("round " + number, disturbance.title() + ", " + active + " is active");
            Instant start = clock.instant();
            long startNanos = System.nanoTime();
            long epoch = resting.epoch(active);
            Executions executions = new Executions(lab, random, states(), lockWait, foreign);
            String now = new Round(lab, resting, executions, random).play(disturbance, active);
            checkEpoch(active, epoch, now);
            long stale = staleWrites(active, now, disturbance, executions.epochRaisedAt());
            LossSoFar missing = missing(now);
            long lost = book.enter(missing, disturbance, listed());
            SoakReport.Foreign applications =
                    foreign.isPresent() ? foreign.get().account(now, disturbance) : null;
            lab.regions().forEach(LabRegion::discardSnapshots);
            Service service = fullyBack(now, startNanos);
            if (foreign.isPresent()) {
                foreign.get().requireCommits(disturbance);
            }
            SoakReport.Round played = new SoakReport.Round(
                    number,
                    start,
                    seconds(start),
                    disturbance.title(),
                    active,
                    now,
                    resting.epoch(now),
                    executions.runnersKilled(),
                    executions.repeated(),
                    missing.acked(),
                    lost,
                    stale,
                    traffic.longestWriteGapSeconds(startNanos, System.nanoTime()),
                    service.seconds,
                    service.failed,
                    applications);
            rounds.add(played);
            tell("round " + number + " accounted", sentence(played));
            return now;
        }

        /** Before the next round: it would hide when this one's interruption was over. */
        private Service fullyBack(String region, long startNanos) throws InterruptedException {
            FullRecoveryWatch watch = FullRecoveryWatch.usual();
            try {
                Recovery first =
                        traffic.recovery(region, startNanos).get(watch.limit().toMillis(), TimeUnit.MILLISECONDS);
                ServiceRecovery seen =
                        watch.await(traffic, region, startNanos, first.write().ackNanos());
                long until = seen.nanos().orElse(seen.judgedUntilNanos());
                return new Service(
                        seen.nanos().isPresent() ? (until - startNanos) / 1e9 : null,
                        traffic.underWayFrom(startNanos, until).failed());
            } catch (TimeoutException e) {
                return new Service(
                        null,
                        traffic.underWayFrom(startNanos, System.nanoTime()).failed());
            } catch (ExecutionException e) {
                throw new LabException("the traffic client failed: " + e.getCause(), e);
            }
        }

        private ExecutionListener states() {
            return event -> {
                if (event.type() == EventType.STATE_ENTERED && !lockWait.isOn()) {
                    timeline.event(event.at(), "state " + event.state(), event.branch());
                }
            };
        }

        private void checkEpoch(String before, long epochBefore, String now) {
            long epoch = resting.epoch(now);
            boolean same = before.equals(now);
            if (same ? epoch != epochBefore : epoch <= epochBefore) {
                throw new Violation(
                        "the epoch went from " + epochBefore + " in " + before + " to " + epoch + " in " + now);
            }
        }

        private long staleWrites(String before, String now, Disturbance disturbance, Optional<Instant> raisedAt) {
            if (before.equals(now)) {
                return 0;
            }
            Instant superseded =
                    raisedAt.orElseThrow(() -> new Violation(now + " is active, but no run has raised its epoch"));
            long count = StaleWrites.of(traffic.ledger().acknowledged(), before, resting.epoch(now), superseded)
                    .count();
            if (count > 0 && !disturbance.mayGoOnInTheOldRegion()) {
                throw new Violation(
                        before + " accepted " + count + " writes after " + now + " had written the higher epoch");
            }
            return count;
        }

        private LossSoFar missing(String region) throws IOException, SQLException {
            try (Connection database = lab.logins().reader(region)) {
                HttpLoss http = HttpLoss.of(traffic.ledger(), database);
                LossAccount account = LossAccount.of(canaries.ledger(), database);
                require(
                        account.ledger().complete(),
                        "the canary ledger is damaged: " + account.ledger().damages());
                require(account.holes() == 0, account.holes() + " canaries are missing although later ones survive");
                require(account.foreignRows() == 0, account.foreignRows() + " canary rows were never started");
                require(
                        account.lostRangesTotal() == account.lostRanges().size(),
                        "more ranges of canaries are lost than an account lists");
                return LossSoFar.of(http, account);
            }
        }

        /** All that was listed since the start. */
        private DivergenceList listed() {
            return DivergenceList.readAll(lab.evidenceDirectory());
        }

        /**
         * The account of what came after the last round's, and the same by other means, when nothing is under way any more:
         * two counts that agree on a loss do not say whether it was allowed.
         */
        private void secondCount(String active) throws IOException, SQLException, InterruptedException {
            doing = "second count";
            traffic.close();
            canaries.stop(CATCH_UP);
            book.close(missing(active), listed());
            if (foreign.isPresent()) {
                foreign.get().end(active);
            }
            try (Connection database = lab.logins().reader(active)) {
                List<String> differences = new Audit(database)
                        .disagreements(
                                LossAccount.of(canaries.ledger(), database),
                                canaries.runId(),
                                HttpLoss.of(traffic.ledger(), database),
                                traffic.ledger().file());
                require(differences.isEmpty(), String.join("; ", differences));
            }
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new Violation(otherwise);
            }
        }

        private static String sentence(SoakReport.Round round) {
            List<String> parts = new ArrayList<>();
            parts.add(round.to()
                    + (round.from().equals(round.to()) ? " still holds epoch " : " holds epoch ")
                    + round.epoch());
            round.runnersKilled().forEach(place -> parts.add("runner killed: " + place));
            round.repeated().forEach(error -> parts.add("given again after " + error));
            parts.add(
                    round.fullRecoverySeconds() == null
                            ? "NOT fully back"
                            : String.format(Locale.ROOT, "fully back after %.1f s", round.fullRecoverySeconds()));
            parts.add(round.acked() + " acknowledged so far");
            parts.add(round.lost() == 0 ? "none of them lost" : round.lost() + " lost, each listed");
            if (round.foreign() != null) {
                parts.add("the foreign application: " + round.foreign().acked() + " acknowledged so far, "
                        + round.foreign().lost() + " lost");
            }
            if (round.staleWrites() > 0) {
                parts.add(round.staleWrites() + " of them accepted by the old region");
            }
            return String.join("; ", parts);
        }
    }
}
