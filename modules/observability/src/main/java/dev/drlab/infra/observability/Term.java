package dev.drlab.infra.observability;

/**
 * A metric in an expression.
 *
 * @param id its name in the expression
 * @param metric the metric
 * @param statistic for example {@code Maximum}
 */
public record Term(String id, Metric metric, String statistic) {}
