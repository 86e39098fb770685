package dev.drlab.verifier.job;

import dev.drlab.verifier.CanaryListener;
import dev.drlab.verifier.measure.CanarySample;
import java.util.DoubleSummaryStatistics;

/** Sums up the run's points between two publications. Safe for use by several threads. */
final class PeriodStatistics implements CanaryListener {
    private DoubleSummaryStatistics exposureSeconds = new DoubleSummaryStatistics();
    private DoubleSummaryStatistics lagMillis = new DoubleSummaryStatistics();

    @Override
    public synchronized void onSample(CanarySample sample) {
        exposureSeconds.accept(sample.exposureSeconds());
        if (sample.lagMillis() >= 0) {
            lagMillis.accept(sample.lagMillis());
        }
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
     * @param exposureSeconds of each point
     * @param lagMillis of those points in which a canary arrived
     */
    record Period(DoubleSummaryStatistics exposureSeconds, DoubleSummaryStatistics lagMillis) {}
}
