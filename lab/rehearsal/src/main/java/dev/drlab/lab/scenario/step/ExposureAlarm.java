package dev.drlab.lab.scenario.step;

/**
 * The alarm on exposure, evaluated as CloudWatch evaluates one: it fires when so many data points in a row are above the
 * threshold, and clears when as many are not. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">Alarm evaluation</a>
 */
public final class ExposureAlarm {
    private final double thresholdSeconds;
    private final int datapoints;
    private boolean fired;
    private int against;

    /** @throws IllegalArgumentException if the threshold is negative or there is no data point */
    public ExposureAlarm(double thresholdSeconds, int datapoints) {
        if (!(thresholdSeconds >= 0) || datapoints < 1) {
            throw new IllegalArgumentException(
                    "an alarm needs a threshold of 0 s or more and 1 data point or more, got " + thresholdSeconds
                            + " s and " + datapoints);
        }
        this.thresholdSeconds = thresholdSeconds;
        this.datapoints = datapoints;
    }

    /** Evaluates one more data point, in seconds; true when that changed the alarm. */
    public boolean add(double exposureSeconds) {
        boolean above = exposureSeconds > thresholdSeconds;
        against = above == fired ? 0 : against + 1;
        if (against < datapoints) {
            return false;
        }
        fired = above;
        against = 0;
        return true;
    }

    /** Whether it has fired and not cleared since. */
    public boolean fired() {
        return fired;
    }
}
