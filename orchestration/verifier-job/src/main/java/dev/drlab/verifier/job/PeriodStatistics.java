package dev.drlab.verifier.job;

import dev.drlab.verifier.CanaryListener;
import dev.drlab.verifier.measure.CanarySample;
import java.util.DoubleSummaryStatistics;

/** Sums up the run's points between two publications. Safe for use by several threads. */
final class PeriodStatistics implements CanaryListener {
    private DoubleSummaryStatistics exposureSeconds = new DoubleSummaryStatistics();
    private DoubleSummaryStatistics lagMillis = new DoubleSummaryStatistics();
    private double highestExposureSeconds;

    /** A second in which nothing arrived and nothing was outstanding tells nothing: its exposure of 0 was not measured. */
    @Override
    public synchronized void onSample(CanarySample sample) {
        if (sample.lagMillis() >= 0 || sample.exposureSeconds() > 0) {
            expose(sample.exposureSeconds());
        }
        if (sample.lagMillis() >= 0) {
            lagMillis.accept(sample.lagMillis());
        }
    }

    /**
     * Notes the highest exposure of the whole run, in seconds, where no point has it: the points are a second apart, and
     * end with the last canary.
     */
    synchronized void noteHighest(double seconds) {
        if (seconds > highestExposureSeconds) {
            expose(seconds);
        }
    }

    private void expose(double seconds) {
        exposureSeconds.accept(seconds);
        highestExposureSeconds = Math.max(highestExposureSeconds, seconds);
    }

    /** The statistics since the last call. */
    synchronized Period take() {
        Period period = new Period(exposureSeconds, lagMillis);
        exposureSeconds = new DoubleSummaryStatistics();
        lagMillis = new DoubleSummaryStatistics();
        return period;
    }

    /**
     * The points of one period.
     *
     * @param exposureSeconds of those points in which a canary arrived or was outstanding
     * @param lagMillis of those points in which a canary arrived
     */
    record Period(DoubleSummaryStatistics exposureSeconds, DoubleSummaryStatistics lagMillis) {}
}
