package dev.drlab.lab.scenario.run;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.ObjectCanaryRun;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.TrafficClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a scenario: what it acts on, and where it says what happens.
 *
 * @param lab a running lab
 * @param traffic clients at its front door
 * @param canaries the verifier
 * @param objects the verifier, for objects
 * @param recorder where the scenario says what happens
 * @param options how the rehearsal is run
 * @param findings what the scenario finds out
 * @param moves watches each move of the service until it is fully back
 * @param directory where the report will be, for what a scenario puts beside it
 * @param steadyNanos when the traffic had become steady, a {@link System#nanoTime()}
 */
public record ScenarioRun(
        Lab lab,
        TrafficClient traffic,
        CanaryRun canaries,
        ObjectCanaryRun objects,
        Recorder recorder,
        RehearsalOptions options,
        Findings findings,
        Moves moves,
        Path directory,
        long steadyNanos) {
    /** How long a recovery is waited for beyond the delays that were asked for. */
    public static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

    /** Runs {@code activate} in {@code region} and says so. */
    public ExecutionResult activate(String region, ActivateInput input) throws InterruptedException {
        return activate(region, input, ExecutionListener.NONE);
    }

    /** The same, with somebody else who hears of every event. */
    public ExecutionResult activate(String region, ActivateInput input, ExecutionListener listener)
            throws InterruptedException {
        recorder.event("activate started", input.mode() + " in " + region);
        ExecutionResult result = lab.activate(region, input, event -> {
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

    /** The time by the run's clock, which what is measured is taken with. */
    public Instant now() {
        return recorder.now();
    }

    /** Time that is part of the rehearsal itself; ends early when interrupted. */
    public static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** The region's recovery from now on; the timeline hears of the write that ends it as soon as it is known. */
    public CompletableFuture<Recovery> recovery(String region) {
        return recorder.told(traffic.recovery(region, System.nanoTime()));
    }

    /**
     * Waits for the recovery; empty when it does not come.
     *
     * @throws LabException when the traffic client failed
     */
    public Optional<Recovery> await(CompletableFuture<Recovery> recovery) throws InterruptedException {
        Duration limit = RECOVERY_LIMIT
                .plus(lab.options().promoteDelay())
                .plus(lab.options().ttl());
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
