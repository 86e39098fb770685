package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.aws.PublishedMetric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** When an alarm would be raised, on its limits. */
class AlarmTest {
    private final Alarm exposure = alarm("Maximum", "GreaterThanThreshold", 15, 1, false);
    private final Alarm silence = alarm("Sum", "LessThanThreshold", 1, 2, true);

    @Test
    void theLargestOfAPeriodCountsAndTheThresholdItselfIsGood() {
        assertThat(exposure.isRaised(List.of(List.of(set(3, 15))))).isFalse();
        assertThat(exposure.isRaised(List.of(List.of(set(3, 15.1), set(1, 2))))).isTrue();
        assertThat(exposure.isRaised(List.of(List.of(set(3, 15.1)), List.of(set(1, 2)))))
                .as("only the newest period counts")
                .isFalse();
        assertThat(exposure.isRaised(List.of()))
                .as("silence is the other alarm's matter")
                .isFalse();
    }

    @Test
    void silenceIsRaisedAfterBothPeriods() {
        assertThat(silence.isRaised(List.of(List.of(value("m", 1)), List.of()))).isFalse();
        assertThat(silence.isRaised(List.of(List.of(value("m", 1)), List.of(), List.of())))
                .isTrue();
        assertThat(silence.isRaised(List.of(List.of(value("m", 1)), List.of(value("other", 1)), List.of())))
                .as("another metric is silence too")
                .isTrue();
        assertThat(silence.isRaised(List.of(List.of(), List.of(value("m", 1))))).isFalse();
    }

    @Test
    void aMetricWithOtherDimensionsIsAnother() {
        PublishedMetric other = new PublishedMetric(
                "drlab", MetricDatum.builder().metricName("m").value(99.0).build());
        assertThat(exposure.isRaised(List.of(List.of(other)))).isFalse();
    }

    private static Alarm alarm(String statistic, String operator, double threshold, int periods, boolean missing) {
        return new Alarm(
                "a", "drlab", "m", Map.of("Project", "drlab"), statistic, operator, threshold, 300, periods, missing);
    }

    private static PublishedMetric value(String name, double value) {
        return new PublishedMetric("drlab", datum(name).value(value).build());
    }

    private static PublishedMetric set(double minimum, double maximum) {
        return new PublishedMetric(
                "drlab",
                datum("m")
                        .statisticValues(StatisticSet.builder()
                                .minimum(minimum)
                                .maximum(maximum)
                                .sum(minimum + maximum)
                                .sampleCount(2.0)
                                .build())
                        .build());
    }

    private static MetricDatum.Builder datum(String name) {
        return MetricDatum.builder()
                .metricName(name)
                .dimensions(Dimension.builder().name("Project").value("drlab").build());
    }
}
