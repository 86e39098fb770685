package dev.drlab.cli.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.doctor.Level;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabProbesTest {
    private static final long GIB = 1L << 30;

    @Test
    void memoryIsWhatTheKernelSaysCanBeHad() throws IOException {
        assertThat(LabProbes.available(List.of("MemTotal: 24000000 kB", "MemAvailable:   1048576 kB")))
                .isEqualTo(GIB);
        assertThatThrownBy(() -> LabProbes.available(List.of("MemTotal: 1 kB"))).hasMessageContaining("MemAvailable");
    }

    @Test
    void littleIsAWarningAndTooLittleIsMissing() {
        assertThat(LabProbes.memory(3 * GIB, 4 * GIB).level()).isEqualTo(Level.OK);
        assertThat(LabProbes.memory(3 * GIB / 2, 4 * GIB).level()).isEqualTo(Level.WARNING);
        assertThat(LabProbes.memory(GIB / 2, 4 * GIB).level()).isEqualTo(Level.MISSING);
        assertThat(LabProbes.memory(GIB / 2, 4 * GIB).found()).isEqualTo("0.5 GiB available of 4.0 GiB");
    }
}
