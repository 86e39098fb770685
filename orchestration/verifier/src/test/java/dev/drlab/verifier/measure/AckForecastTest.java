package dev.drlab.verifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AckForecastTest {
    private static final long MILLI = 1_000_000;

    private final AckForecast forecast = new AckForecast(100);

    @Test
    void nothingIsForetoldBeforeTheFirst() {
        assertThat(forecast.next(5 * MILLI)).isEqualTo(-1);
    }

    @Test
    void theNextComesOnePeriodAfterTheLast() {
        forecast.acked(53 * MILLI);
        assertThat(forecast.next(55 * MILLI)).isEqualTo(63 * MILLI);
        assertThat(forecast.next(62 * MILLI)).isEqualTo(63 * MILLI);
        assertThat(forecast.next(1000 * MILLI)).isEqualTo(1003 * MILLI);
    }

    @Test
    void oneLateAcknowledgementDoesNotMoveIt() {
        forecast.acked(53 * MILLI);
        forecast.acked(63 * MILLI);
        forecast.acked(77 * MILLI);
        assertThat(forecast.next(80 * MILLI)).isEqualTo(83 * MILLI);
    }

    @Test
    void aSlowFirstOneIsForgottenAtOnce() {
        forecast.acked(57 * MILLI);
        forecast.acked(63 * MILLI);
        forecast.acked(73 * MILLI);
        assertThat(forecast.next(75 * MILLI)).isEqualTo(83 * MILLI);
    }

    @Test
    void itFollowsCommitsThatTakeLonger() {
        forecast.acked(3 * MILLI);
        for (int i = 1; i < 100; i++) {
            forecast.acked((10 * i + 4) * MILLI);
        }
        assertThat(forecast.next(1000 * MILLI)).isCloseTo(1004 * MILLI, within(20_000L));
    }

    @Test
    void itFollowsCommitsThatTakeLessOverTheEndOfAPeriod() {
        forecast.acked(10 * MILLI);
        for (int i = 1; i < 100; i++) {
            forecast.acked((10 * i + 9) * MILLI + 500_000);
        }
        assertThat(forecast.next(1000 * MILLI)).isCloseTo(1009 * MILLI + 500_000, within(20_000L));
    }

    @Test
    void ratesThatAreTooHighOrTooLowAreNotForetold() {
        for (double rate : new double[] {0.1, 3.9, 251, 100_000}) {
            AckForecast none = new AckForecast(rate);
            none.acked(53 * MILLI);
            assertThat(none.next(55 * MILLI)).as("%s/s", rate).isEqualTo(-1);
        }
    }
}
