package dev.drlab.lab.scenario.step;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Moves;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.history.HttpLoss;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The link {@code internet} alone is cut: no client and no health checker reaches either region, and the alarm says that
 * there is no writer; but the regions see each other and replicate. Nothing is activated; when the link heals the same
 * region goes on, in the same epoch.
 */
public final class InternetCut {
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final double RETURN_LIMIT_SECONDS = 5;
    private static final Duration STEADY_LIMIT = Duration.ofSeconds(60);

    private final ScenarioRun run;
    private final Lab lab;

    /** Of the lab and the clients of one GameDay. */
    public InternetCut(ScenarioRun run) {
        this.run = run;
        this.lab = run.lab();
    }

    /**
     * Cuts the internet to the active region and follows what DNS, the alarms and the clients do until the cut ends.
     */
    public void follow() throws InterruptedException {
        long epoch = epoch();
        long replicatedBefore = run.canaries().snapshot().replicated();
        Detection noWriter = Detection.ofFailure(lab.checks().writerPresent(), lab.clock());
        Instant cutAt = run.now();
        lab.network().internet().cut();
        run.recorder().event("link cut", "internet alone: the regions still see each other");
        run.recorder().event(noWriter.await(lab.options(), cutAt), "alarm", "NO_WRITER, and nothing is activated");
        ScenarioRun.pause(HOLD);
        boolean active =
                LabStatus.isActive(lab.region(RegionNames.PRIMARY).balancer().uri());
        run.findings()
                .check(
                        "internet cut: " + RegionNames.PRIMARY,
                        active && epoch() == epoch,
                        "active, epoch " + epoch,
                        (active ? "active" : "not active") + ", epoch " + epoch());
        long replicated = run.canaries().snapshot().replicated() - replicatedBefore;
        run.findings()
                .check("internet cut: canaries replicated meanwhile", replicated > 0, "some", replicated + " canaries");
        heal();
        awaitSteadyState();
    }

    private void heal() throws InterruptedException {
        CompletableFuture<Recovery> recovery = run.traffic().recovery(RegionNames.PRIMARY, System.nanoTime());
        Instant healedAt = run.now();
        lab.network().internet().heal();
        run.recorder().event(healedAt, "link healed", "internet");
        Optional<Recovery> back = run.await(recovery);
        fullyBack(healedAt, back);
        run.findings()
                .atMost(
                        "internet cut: from the healed link to the first write accepted by " + RegionNames.PRIMARY,
                        back.map(r -> Duration.between(healedAt, r.write().ackedAt())
                                                .toMillis()
                                        / 1000.0)
                                .orElse(Double.POSITIVE_INFINITY),
                        RETURN_LIMIT_SECONDS);
        try (Connection primary = lab.logins().reader(RegionNames.PRIMARY)) {
            run.findings()
                    .none(
                            "internet cut: acknowledged and missing in " + RegionNames.PRIMARY,
                            HttpLoss.of(run.traffic().ledger(), primary).lost(),
                            "writes");
        } catch (SQLException e) {
            throw new LabException("cannot account for the writes: " + e.getMessage(), e);
        }
    }

    private void fullyBack(Instant healedAt, Optional<Recovery> back) throws InterruptedException {
        boolean full = back.isPresent()
                && run.moves()
                        .await(RegionNames.PRIMARY, healedAt, back.get())
                        .nanos()
                        .isPresent();
        run.findings()
                .check(
                        "internet cut: the service of " + RegionNames.PRIMARY + " after the link healed",
                        full,
                        "fully back within " + Moves.LIMIT.toSeconds() + " s",
                        full ? "fully back" : "not fully back");
    }

    /** The health checks are green again and DNS answers the primary, as before the cut. */
    private void awaitSteadyState() throws InterruptedException {
        Poll.within(STEADY_LIMIT)
                .holds(
                        "the lab was not as before the cut",
                        () -> lab.checks().primary().healthy()
                                && lab.checks().alarms().isEmpty()
                                && lab.resolver().current().region().equals(RegionNames.PRIMARY))
                .orElseThrow((missed, no) -> new LabException(missed + " of the healed link: health check primary is "
                        + (lab.checks().primary().healthy() ? "healthy" : "unhealthy") + ", alarms are "
                        + lab.checks().alarms() + ", DNS answers "
                        + lab.resolver().current().region() + "; awaited are healthy, none, and "
                        + RegionNames.PRIMARY));
        run.findings().undisturbedSince(System.nanoTime());
        ScenarioRun.pause(HOLD);
        run.findings().steadyAgain(System.nanoTime());
        run.recorder().event("steady", "as before the cut of internet");
    }

    private long epoch() {
        return lab.region(RegionNames.PRIMARY)
                .controlTable()
                .read()
                .map(AuthorityRecord::epoch)
                .orElse(0L);
    }
}
