package dev.drlab.lab.scenario.step;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.health.Health;
import dev.drlab.lab.simulation.network.health.HealthState;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until a health check says that something failed; made before the fault, so that nothing is missed. On a busy
 * machine the check may have failed before the fault already: then there is nothing left to find out.
 */
public final class Detection {
    private final Health check;
    private HealthState state;
    private Instant changedAt = Instant.MIN;

    private Detection(Health check) {
        this.check = check;
    }

    /** Of the check's failure. */
    public static Detection ofFailure(Health check) {
        Detection detection = new Detection(check);
        check.onTransition(transition -> detection.note(transition.state(), transition.at()));
        detection.begin(check.state());
        return detection;
    }

    private synchronized void begin(HealthState atFirst) {
        if (state == null) { // else a transition was quicker
            state = atFirst;
        }
    }

    private synchronized void note(HealthState now, Instant at) {
        state = now;
        changedAt = at;
        notifyAll();
    }

    /**
     * When the check had failed, {@code fault} at the earliest.
     *
     * @throws LabException when it does not fail within its interval times its threshold, and some patience
     */
    public synchronized Instant await(LabOptions options, Instant fault) throws InterruptedException {
        Duration limit = options.healthInterval()
                .multipliedBy(options.healthThreshold() + 2L)
                .plus(ScenarioRun.RECOVERY_LIMIT);
        long deadline = System.nanoTime() + limit.toNanos();
        while (state != HealthState.UNHEALTHY) {
            long left = (deadline - System.nanoTime()) / 1_000_000L;
            if (left <= 0) {
                throw new LabException("the health check " + check.name() + " did not become unhealthy within "
                        + limit.toSeconds() + " s of the fault; it is " + state);
            }
            wait(left);
        }
        return changedAt.isAfter(fault) ? changedAt : fault;
    }
}
