package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MeasuredRpoTest {
    /** One a second for ten seconds, then a hundred a second until second 20. */
    private static final long[] ACKS = LongStream.concat(
                    LongStream.range(0, 10).map(i -> i * 1_000_000),
                    LongStream.range(0, 1000).map(i -> 10_000_000 + i * 10_000))
            .toArray();

    @Test
    void theRateIsThatOfTheLastSeconds() {
        assertThat(MeasuredRpo.perSecond(ACKS, 0)).isEqualTo(100);
    }

    @Test
    void whatIsLostDoesNotCount() {
        assertThat(MeasuredRpo.perSecond(ACKS, 60)).isEqualTo(90);
        assertThat(MeasuredRpo.perSecond(ACKS, 10_000)).isZero();
    }

    @Test
    void nothingAcknowledgedIsNoRate() {
        assertThat(MeasuredRpo.perSecond(new long[0], 0)).isZero();
    }
}
