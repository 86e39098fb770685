package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.Metric;

/**
 * A metric that an alarm looks at.
 *
 * @param alarm the alarm's name
 * @param alarmRegion where the alarm is
 * @param metric the metric, with the region that publishes it
 */
public record AlarmedMetric(String alarm, String alarmRegion, Metric metric) {}
