package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleSeriesTest {
    @Test
    void aLongRunKeepsItsPeaksInBoundedSpace() {
        SampleSeries series = new SampleSeries();
        int points = 5 * SampleSeries.MAX_POINTS;
        for (int i = 0; i < points; i++) {
            series.add(new CanarySample(Instant.ofEpochSecond(i), i == 100 ? 77 : 1, i == 200 ? 9 : 0));
        }
        assertThat(series.points()).hasSizeLessThanOrEqualTo(SampleSeries.MAX_POINTS);
        assertThat(series.points()).extracting(CanarySample::lagMillis).contains(77.0);
        assertThat(series.points()).extracting(CanarySample::exposureSeconds).contains(9.0);
        assertThat(series.points()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }
}
