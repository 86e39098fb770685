package dev.drlab.lab.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ranges of what is sent. */
class TrafficOptionsTest {
    @Test
    void theLimitsThemselvesAreTaken() {
        assertThat(new TrafficOptions(1, 1, Optional.of(Duration.ofMillis(100))).connectionAge())
                .contains(Duration.ofMillis(100));
        assertThat(new TrafficOptions(2000, 5000, Optional.of(Duration.ofHours(1))).writesPerSecond())
                .isEqualTo(2000);
    }

    @Test
    void whatIsOutOfRangeIsRefusedByTheNameOfItsOption() {
        refused(0, 1, Optional.empty(), "--rate");
        refused(2001, 1, Optional.empty(), "--rate");
        refused(1, 0, Optional.empty(), "--canary-rate");
        refused(1, 5001, Optional.empty(), "--canary-rate");
        refused(1, 1, Optional.of(Duration.ofMillis(99)), "--connection-age is 99 ms");
        refused(1, 1, Optional.of(Duration.ofHours(1).plusMillis(1)), "--connection-age");
    }

    private static void refused(int writes, int canaries, Optional<Duration> age, String named) {
        assertThatThrownBy(() -> new TrafficOptions(writes, canaries, age))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(named);
    }
}
