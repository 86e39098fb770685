package dev.drlab.lab.rehearsal;

import dev.drlab.lab.ActivateInput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.network.Health;
import dev.drlab.lab.network.HealthState;
import dev.drlab.lab.report.Report;
import dev.drlab.lab.traffic.Recovery;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every process of the active region is killed at once. The lab starts {@code activate} as soon as the health checks have
 * found out; on AWS a person decides. Then the dead region's processes come back and must refuse writes.
 */
final class PrimaryOutage implements Course {
    @Override
    public Outcome play(Stage stage) throws InterruptedException {
        Lab lab = stage.lab();
        String lost = RegionNames.PRIMARY;
        String survivor = RegionNames.SECONDARY;
        long lostNanos = System.nanoTime();
        CompletableFuture<Recovery> recovery = stage.traffic().recovery(survivor, lostNanos);
        Instant killedAt = lab.kill(lost);
        stage.recorder().event(killedAt, "region killed", "SIGKILL for every process of " + lost);
        CompletableFuture<Instant> detection = detection(lab.checks().primary(), killedAt);
        Instant detectedAt = await(detection, lab.options());
        stage.recorder().event(detectedAt, "outage detected", "health check primary is unhealthy");
        ExecutionResult activation =
                Course.activate(stage, survivor, ActivateInput.unplanned("rehearsal: " + lost + " is lost", killedAt));
        Optional<Recovery> recovered = activation.succeeded() ? Course.await(recovery, lab) : Optional.empty();
        recovered.ifPresent(r -> stage.recorder()
                .event(
                        r.write().ackedAt(),
                        "first accepted write",
                        survivor + ", epoch " + r.write().epoch()));
        List<String> broken = new ArrayList<>();
        if (activation.succeeded()) {
            broken.addAll(new ReturnOfTheLost(stage, lost, survivor).play());
        }
        return new Outcome(
                Report.Mode.UNPLANNED,
                lost,
                survivor,
                "every process of " + lost + " killed",
                killedAt,
                Optional.of(detectedAt),
                activation,
                recovered,
                broken);
    }

    /** On a busy machine the check may have failed before the kill already: then there is nothing left to find out. */
    private static CompletableFuture<Instant> detection(Health check, Instant killedAt) {
        CompletableFuture<Instant> detection = new CompletableFuture<>();
        check.onTransition(transition -> {
            if (transition.state() == HealthState.UNHEALTHY) {
                detection.complete(transition.at());
            }
        });
        if (check.state() == HealthState.UNHEALTHY) {
            detection.complete(killedAt);
        }
        return detection;
    }

    private static Instant await(CompletableFuture<Instant> detection, LabOptions options) throws InterruptedException {
        Duration limit = options.healthInterval()
                .multipliedBy(options.healthThreshold() + 2L)
                .plus(PATIENCE);
        try {
            return detection.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LabException("the health checks did not notice the outage within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new LabException("the health checks failed: " + e.getCause(), e);
        }
    }
}
