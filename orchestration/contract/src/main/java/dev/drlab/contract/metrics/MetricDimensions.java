package dev.drlab.contract.metrics;

/** The dimensions of {@link CustomMetric}s. CloudWatch finds a metric only by all of its dimensions. */
public final class MetricDimensions {
    /** The project's name. */
    public static final String PROJECT = "Project";
    /** The region that was activated. */
    public static final String REGION = "Region";
    /** The mode in which it was. */
    public static final String MODE = "Mode";

    private MetricDimensions() {}
}
