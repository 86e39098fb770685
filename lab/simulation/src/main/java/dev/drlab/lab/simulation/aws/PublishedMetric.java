package dev.drlab.lab.simulation.aws;

import java.util.Objects;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** A datum in its namespace, as it was put. */
public record PublishedMetric(String namespace, MetricDatum datum) {
    /** @throws NullPointerException if anything is null */
    public PublishedMetric {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(datum, "datum");
    }
}
