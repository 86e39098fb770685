package dev.drlab.lab.scenario;

import dev.drlab.contract.host.PrivateFile;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.scenario.run.Findings;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.Failover;
import dev.drlab.lab.scenario.step.InternetCut;
import dev.drlab.lab.scenario.step.Reprotection;
import dev.drlab.lab.scenario.step.StaleRegion;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.OldDatabase;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.Visit;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficSettings;
import dev.drlab.workload.account.StaleWrites;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLoss;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The regions lose sight of each other while both live and clients still reach the old one; the secondary is activated,
 * unplanned. Until a client has asked DNS anew, or the old region can read a record with the higher epoch, it goes on
 * writing there: these writes are measured, found in the old database, and listed. First, the link {@code internet} alone
 * is cut, which moves nothing.
 */
final class Partition implements Procedure {
    private static final Duration CONNECTION_AGE = Duration.ofSeconds(1);
    private static final Duration DECISION = Duration.ofSeconds(2);
    private static final Duration HOLD = Duration.ofSeconds(2);
    private static final Duration SHORTLY = Duration.ofMillis(500);
    private static final double PINNED_WRITES_PER_SECOND = 50;
    /** One poll, the requests in flight, and what a busy machine adds. */
    private static final double CLOSING_LIMIT_SECONDS = 0.5;

    private static final double FOLLOWING_LIMIT_SECONDS = CONNECTION_AGE.toSeconds() + 1.5;

    @Override
    public Optional<Duration> connectionAge() {
        return Optional.of(CONNECTION_AGE);
    }

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        run.findings()
                .assume(
                        "Clients keep a connection for at most " + CONNECTION_AGE.toSeconds() + " s and ask DNS for the"
                                + " next one; one more client never asks again. Real clients are anywhere in between.",
                        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
                                + "resource-record-sets-values-failover.html");
        run.findings()
                .assume(
                        "activate starts " + DECISION.toSeconds() + " s after the cut: no health check sees a partition"
                                + " between the regions, a person decides.",
                        "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/"
                                + "disaster-recovery-options-in-the-cloud.html");
        run.findings()
                .assume(
                        "With the peering, replication is cut. RDS replicates between regions by a channel of its own,"
                                + " not over the peering.",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html");
        new InternetCut(run).follow();
        try (TrafficClient pinned = TrafficClient.start(
                run.lab().entrance(Failover.LOST),
                TrafficSettings.of(PINNED_WRITES_PER_SECOND, 0),
                run.traffic().clock(),
                run.directory().resolve("pinned-client-ledger.jsonl"))) {
            return partition(run, pinned);
        } catch (IOException e) {
            throw new LabException("cannot write to " + run.directory() + ": " + e.getMessage(), e);
        }
    }

    private static Outcome partition(ScenarioRun run, TrafficClient pinned) throws InterruptedException, IOException {
        Lab lab = run.lab();
        CanarySnapshot steady = run.canaries().snapshot();
        CompletableFuture<Instant> followed = new CompletableFuture<>();
        Failover failover = Failover.follow(
                run,
                "links peering and control cut",
                () -> {
                    lab.resolver().onChange(answer -> {
                        if (answer.region().equals(Failover.SURVIVOR)) {
                            followed.complete(run.now());
                        }
                    });
                    return cut(run);
                },
                fault -> {
                    ScenarioRun.pause(DECISION);
                    return Optional.empty();
                });
        Optional<Instant> superseded = raised(failover);
        if (superseded.isEmpty() || failover.recovery().isEmpty()) {
            return failover.outcome(List.of());
        }
        ScenarioRun.pause(HOLD);
        Instant healedAt = heal(run);
        ScenarioRun.pause(HOLD);
        pinned.close();
        StaleWrites all = stale(run, pinned, failover, superseded.get(), followed.getNow(healedAt), healedAt);
        StaleRegion.Trial trial = new StaleRegion(run, Failover.LOST).trial("healed", Duration.ofSeconds(1));
        run.recorder().event("old primary tested", trial.toString());
        run.findings().none("accepted by the old region after the window", trial.accepted(), "writes");
        run.findings().none("new in its database", trial.grown(), "rows");
        return failover.outcome(steady, save(run, all));
    }

    /** What the old region accepted after it had been replaced, of the ordinary clients and of the pinned one. */
    private static StaleWrites stale(
            ScenarioRun run,
            TrafficClient pinned,
            Failover failover,
            Instant superseded,
            Instant followed,
            Instant healedAt)
            throws IOException {
        List<AcknowledgedWrite> ordinary = run.traffic().ledger().acknowledged();
        List<AcknowledgedWrite> ofThePinned = pinned.ledger().acknowledged();
        long epoch = new ActivateOutput(failover.activation().output().orElseThrow()).epoch();
        StaleWrites byOrdinary = StaleWrites.of(ordinary, Failover.LOST, epoch, superseded);
        StaleWrites byPinned = StaleWrites.of(ofThePinned, Failover.LOST, epoch, superseded);
        judgeTheWindow(run, byOrdinary, byPinned, followed, healedAt);
        handedOn(run, ofThePinned, healedAt);
        StaleWrites all = new StaleWrites(
                superseded,
                Stream.concat(byOrdinary.writes().stream(), byPinned.writes().stream())
                        .toList());
        run.findings().splitBrain(new Report.SplitBrain(all.count(), all.windowSeconds(), true, byPinned.count()));
        run.findings().besideTheTraffic(ofThePinned);
        find(run, all);
        return all;
    }

    private static Instant cut(ScenarioRun run) {
        Instant at = run.now();
        run.lab().network().control().cut();
        run.lab().network().peering().cut();
        run.recorder().event(at, "links cut", "peering and control; both regions live, and clients reach both");
        return at;
    }

    private static Instant heal(ScenarioRun run) {
        Instant at = run.now();
        run.lab().network().control().heal();
        run.lab().network().peering().heal();
        run.recorder().event(at, "links healed", "control and peering");
        return at;
    }

    private static Optional<Instant> raised(Failover failover) {
        return failover.activation().visits().stream()
                .filter(visit -> visit.state().equals(StateNames.RAISE_EPOCH))
                .map(Visit::exitedAt)
                .findFirst();
    }

    private static void judgeTheWindow(
            ScenarioRun run, StaleWrites ordinary, StaleWrites pinned, Instant followedAt, Instant healedAt) {
        Findings findings = run.findings();
        findings.atMost(
                "from the new DNS answer to the last write that its clients had accepted by the old region",
                ordinary.secondsUntilLast(followedAt),
                FOLLOWING_LIMIT_SECONDS);
        long untilTheEnd = pinned.within(SHORTLY, healedAt);
        findings.check(
                "accepted by the old region in the last " + SHORTLY.toMillis() + " ms before the links healed",
                untilTheEnd > 0,
                "some writes of the client that never asks DNS again",
                untilTheEnd + " writes");
        findings.atMost(
                "from the healed links to the last write that the old region accepted (its guard looks every "
                        + LabRegion.GUARD_POLL.toMillis() + " ms)",
                pinned.secondsUntilLast(healedAt),
                CLOSING_LIMIT_SECONDS);
    }

    /** The pinned client goes on after the window: its writes reach the active region through the old one. */
    private static void handedOn(ScenarioRun run, List<AcknowledgedWrite> ofThePinned, Instant healedAt) {
        long count = ofThePinned.stream()
                .filter(write -> write.region().equals(Failover.SURVIVOR)
                        && write.startedAt().isAfter(healedAt))
                .count();
        run.findings()
                .check(
                        "handed on by the old region to " + Failover.SURVIVOR + " after the links healed",
                        count > 0,
                        "some writes of the same client",
                        count + " writes");
    }

    /** The stale region's writes are in its database and nowhere else; they are listed beside the report. */
    private static void find(ScenarioRun run, StaleWrites stale) throws IOException {
        long missingInTheOld = missing(run, Failover.LOST, stale);
        long missingInTheNew = missing(run, Failover.SURVIVOR, stale);
        run.findings().none("of these writes, not found in the old region's database", missingInTheOld, "writes");
        run.findings()
                .check(
                        "of these writes, in the database of " + Failover.SURVIVOR,
                        missingInTheNew == stale.count(),
                        "0 of " + stale.count(),
                        (stale.count() - missingInTheNew) + " of " + stale.count());
        try (BufferedWriter list =
                PrivateFile.writer(run.directory().resolve("stale-writes.txt"), StandardOpenOption.TRUNCATE_EXISTING)) {
            for (AcknowledgedWrite write : stale.writes()) {
                list.write(write.key() + "\n");
            }
        }
        run.recorder()
                .event(
                        "stale writes listed",
                        stale.count() + " writes that only " + Failover.LOST
                                + " has, found by the ledger, in stale-writes.txt");
    }

    /** Reprotect rebuilds the old region; before its database goes, it keeps what only that has. */
    private static List<Report.Leg> save(ScenarioRun run, StaleWrites stale) throws InterruptedException {
        Optional<Reprotection> done = Reprotection.follow(
                run,
                "reprotect the old primary",
                Failover.LOST,
                Report.Mode.UNPLANNED,
                failure -> run.findings().check("reprotect", false, "success", failure));
        done.ifPresent(reprotection -> {
            long kept = stale.writes().stream()
                    .filter(write -> reprotection.kept().keys().contains(write.key()))
                    .count();
            run.findings()
                    .check(
                            "of these writes, saved by reprotect before it removed the old database",
                            kept == stale.count(),
                            stale.count() + " of " + stale.count(),
                            kept + " of " + stale.count());
            byWal(run, stale);
        });
        return done.map(Reprotection::leg).stream().toList();
    }

    /** Each of them is a transaction of its own, besides the canaries and those that nobody was told of. */
    private static void byWal(ScenarioRun run, StaleWrites stale) {
        String measured = "not counted";
        boolean held = false;
        for (OldDatabase old : run.findings().oldDatabases()) {
            held = old.isExact() && old.transactions() >= stale.count();
            measured = old.summary();
        }
        run.findings()
                .check(
                        "transactions that only the old database has, by its WAL",
                        held,
                        "at least " + stale.count(),
                        measured);
    }

    private static long missing(ScenarioRun run, String region, StaleWrites stale) {
        try (Connection database = run.lab().logins().reader(region)) {
            return HttpLoss.of(stale.writes(), database).lost();
        } catch (SQLException e) {
            throw new LabException("cannot look into the database of " + region + ": " + e.getMessage(), e);
        }
    }
}
