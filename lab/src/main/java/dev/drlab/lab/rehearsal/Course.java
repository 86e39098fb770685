package dev.drlab.lab.rehearsal;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.traffic.AcknowledgedWrite;
import dev.drlab.lab.traffic.Recovery;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The course of one scenario. */
interface Course {
    /** How long to wait for a recovery beyond the delays that were asked for. */
    Duration PATIENCE = Duration.ofSeconds(60);

    /** Plays it. */
    Outcome play(Stage stage) throws InterruptedException;

    /** How old the clients' connections to the front door may get; empty for as old as they last. */
    default Optional<Duration> connectionAge() {
        return Optional.empty();
    }

    /** The course of a scenario. */
    static Course of(Scenario scenario) {
        return switch (scenario) {
            case PRIMARY_OUTAGE -> new PrimaryOutage();
            case PLANNED_SWITCHOVER -> new PlannedSwitchover();
            case S3_RECOVERY -> new S3Recovery();
            case FAILBACK -> new Failback();
            case DATABASE_FAILURE -> new DatabaseFailure();
            case DRAIN_ABORT -> new DrainAbort();
            case REPLICA_LAG -> new ReplicaLag();
            case STALE_PRIMARY_RETURNS -> new StalePrimaryReturns();
            case PARTITION -> new Partition();
        };
    }

    /** Runs {@code activate} and says so. */
    static ExecutionResult activate(Stage stage, String region, ActivateInput input) throws InterruptedException {
        return activate(stage, region, input, ExecutionListener.NONE);
    }

    /** The same, with somebody else who hears of every event. */
    static ExecutionResult activate(Stage stage, String region, ActivateInput input, ExecutionListener listener)
            throws InterruptedException {
        Recorder recorder = stage.recorder();
        recorder.event("activate started", input.mode() + " in " + region);
        ExecutionResult result = stage.lab().activate(region, input, event -> {
            listener.onEvent(event);
            recorder.execution(event);
        });
        recorder.event(
                result.succeeded()
                        ? "activate succeeded"
                        : "activate " + result.status().name().toLowerCase(Locale.ROOT),
                result.succeeded()
                        ? region + " holds epoch "
                                + new ActivateOutput(result.output().orElseThrow()).epoch()
                        : result.error().orElse("?") + ": " + result.cause().orElse("?"));
        return result;
    }

    /** Time that is part of the rehearsal itself; ends early when interrupted. */
    static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** The region's recovery from now on; the timeline hears of the write that ends it as soon as it is known. */
    static CompletableFuture<Recovery> recovery(Stage stage, String region) {
        return told(stage.traffic().recovery(region, System.nanoTime()), stage.recorder());
    }

    /** Completes once the timeline was told, which the thread that reads the clients' answers does not wait for. */
    static CompletableFuture<Recovery> told(CompletableFuture<Recovery> recovery, Recorder recorder) {
        return recovery.thenApplyAsync(known -> {
            AcknowledgedWrite write = known.write();
            recorder.event(write.ackedAt(), "first accepted write", write.region() + ", epoch " + write.epoch());
            return known;
        });
    }

    /** Waits for the recovery; empty when it does not come. */
    static Optional<Recovery> await(CompletableFuture<Recovery> recovery, Lab lab) throws InterruptedException {
        Duration limit =
                PATIENCE.plus(lab.options().promoteDelay()).plus(lab.options().ttl());
        try {
            return Optional.of(recovery.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                return Optional.empty();
            }
            throw new LabException("the traffic client failed: " + e.getCause(), e);
        }
    }
}
