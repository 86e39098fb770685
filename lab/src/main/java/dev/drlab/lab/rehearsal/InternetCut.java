package dev.drlab.lab.rehearsal;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.traffic.HttpLoss;
import dev.drlab.lab.traffic.Recovery;
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
final class InternetCut {
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final double RETURN_LIMIT_SECONDS = 5;
    private static final Duration STEADY_LIMIT = Duration.ofSeconds(60);

    private final Stage stage;
    private final Lab lab;

    InternetCut(Stage stage) {
        this.stage = stage;
        this.lab = stage.lab();
    }

    void play() throws InterruptedException {
        long epoch = epoch();
        long replicatedBefore = stage.canaries().snapshot().replicated();
        Detection noWriter = Detection.ofFailure(lab.checks().writerPresent());
        Instant cutAt = Instant.now();
        lab.network().internet().cut();
        stage.recorder().event("link cut", "internet alone: the regions still see each other");
        stage.recorder().event(noWriter.await(lab.options(), cutAt), "alarm", "NO_WRITER, and nothing is activated");
        Course.pause(HOLD);
        boolean active =
                LabStatus.isActive(lab.region(RegionNames.PRIMARY).balancer().uri());
        stage.findings()
                .check(
                        "internet cut: " + RegionNames.PRIMARY,
                        active && epoch() == epoch,
                        "active, epoch " + epoch,
                        (active ? "active" : "not active") + ", epoch " + epoch());
        long replicated = stage.canaries().snapshot().replicated() - replicatedBefore;
        stage.findings()
                .check("internet cut: canaries replicated meanwhile", replicated > 0, "some", replicated + " canaries");
        heal();
        awaitSteadyState();
    }

    private void heal() throws InterruptedException {
        CompletableFuture<Recovery> recovery = stage.traffic().recovery(RegionNames.PRIMARY, System.nanoTime());
        Instant healedAt = Instant.now();
        lab.network().internet().heal();
        stage.recorder().event(healedAt, "link healed", "internet");
        Optional<Recovery> back = Course.await(recovery, lab);
        fullyBack(healedAt, back);
        stage.findings()
                .atMost(
                        "internet cut: from the healed link to the first write accepted by " + RegionNames.PRIMARY,
                        back.map(r -> Duration.between(healedAt, r.write().ackedAt())
                                                .toMillis()
                                        / 1000.0)
                                .orElse(Double.POSITIVE_INFINITY),
                        RETURN_LIMIT_SECONDS);
        try (Connection primary = lab.reader(RegionNames.PRIMARY)) {
            stage.findings()
                    .none(
                            "internet cut: acknowledged and missing in " + RegionNames.PRIMARY,
                            HttpLoss.of(stage.traffic().ledger(), primary).lost(),
                            "writes");
        } catch (SQLException e) {
            throw new LabException("cannot account for the writes: " + e.getMessage(), e);
        }
    }

    private void fullyBack(Instant healedAt, Optional<Recovery> back) throws InterruptedException {
        boolean full = back.isPresent()
                && stage.moves()
                        .await(RegionNames.PRIMARY, healedAt, back.get())
                        .nanos()
                        .isPresent();
        stage.findings()
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
        stage.findings().undisturbedSince(System.nanoTime());
        Course.pause(HOLD);
        stage.findings().steadyAgain(System.nanoTime());
        stage.recorder().event("steady", "as before the cut of internet");
    }

    private long epoch() {
        return lab.region(RegionNames.PRIMARY)
                .controlTable()
                .read()
                .map(AuthorityRecord::epoch)
                .orElse(0L);
    }
}
