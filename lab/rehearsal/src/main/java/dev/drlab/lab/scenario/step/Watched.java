package dev.drlab.lab.scenario.step;

import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The exposure of the running canaries, looked at while a scenario goes on. */
public final class Watched {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long DATAPOINT_MILLIS = 200;

    private final ScenarioRun run;
    private double highestSeconds;

    /** Of one GameDay: its lab, its clients and its timeline. */
    public Watched(ScenarioRun run) {
        this.run = run;
    }

    /** Feeds the alarm until it has fired, or cleared; the seconds that took. */
    public double until(boolean fired, ExposureAlarm alarm) throws InterruptedException {
        long start = System.nanoTime();
        while (alarm.fired() != fired) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new LabException("the alarm on exposure did not " + (fired ? "fire" : "clear") + " within "
                        + LIMIT.toSeconds() + " s; the exposure is "
                        + run.canaries().snapshot().exposureSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(DATAPOINT_MILLIS); // one data point
            double exposure = run.canaries().snapshot().exposureSeconds();
            highestSeconds = Math.max(highestSeconds, exposure);
            alarm.add(exposure);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Waits until the replica has nearly all that was acknowledged; the seconds that took. */
    public double untilCaughtUp() throws InterruptedException {
        ExposureAlarm behind = new ExposureAlarm(0.5, 2);
        behind.add(1);
        behind.add(1);
        return until(false, behind);
    }

    /** The highest exposure among the data points, in seconds. */
    public double highestSeconds() {
        return highestSeconds;
    }
}
