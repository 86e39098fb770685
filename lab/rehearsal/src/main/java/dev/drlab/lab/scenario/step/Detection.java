package dev.drlab.lab.scenario.step;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.health.Health;
import dev.drlab.lab.simulation.network.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits until a health check says that something failed; made before the fault, so that nothing is missed. On a busy
 * machine the check may have failed before the fault already: then there is nothing left to find out.
 */
public final class Detection {
    private final Health check;
    private final InstantSource clock;
    private HealthState state;
    private Instant changedAt = Instant.MIN;

    private Detection(Health check, InstantSource clock) {
        this.check = check;
        this.clock = clock;
    }

    /** Of the check's failure; {@code clock} is the run's. */
    public static Detection ofFailure(Health check, InstantSource clock) {
        Detection detection = new Detection(check, clock);
        check.onTransition(transition -> detection.note(transition.state()));
        detection.begin(check.state());
        return detection;
    }

    private synchronized void begin(HealthState atFirst) {
        if (state == null) { // else a transition was quicker
            state = atFirst;
        }
    }

    /** The check tells at once; its own time is the wall clock's, and not to be compared with that of the fault. */
    private synchronized void note(HealthState now) {
        state = now;
        changedAt = clock.instant();
        notifyAll();
    }

    /**
     * When the check had failed, {@code fault} at the earliest.
     *
     * @throws LabException when it does not fail within its interval times its threshold, and some seconds more
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
