package dev.drlab.workload.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceTargetsTest {
    @Test
    void theUsualGapIsATenthOfTheRecoveryTargetAndAtMostTenSeconds() {
        ServiceTargets usual = ServiceTargets.usual();
        assertThat(usual.gap(Duration.ofMinutes(30), Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
        assertThat(usual.gap(Duration.ofSeconds(30), Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
        assertThat(usual.gap(Duration.ofMinutes(30), Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(310));
    }

    @Test
    void aGapThatWasAskedForIsTakenAsItIs() {
        ServiceTargets asked = new ServiceTargets(Optional.of(Duration.ofMillis(800)), 0.01);
        assertThat(asked.gap(Duration.ofMinutes(30), Duration.ofMinutes(5))).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void refusesWhatCanBeNoTarget() {
        assertThatThrownBy(() -> new ServiceTargets(Optional.of(Duration.ofSeconds(-1)), 0.05))
                .hasMessageContaining("--target-gap");
        assertThatThrownBy(() -> new ServiceTargets(Optional.empty(), 1.01)).hasMessageContaining("--target-failed");
        assertThatThrownBy(() -> new ServiceTargets(Optional.empty(), Double.NaN))
                .hasMessageContaining("--target-failed");
    }
}
