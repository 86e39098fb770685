package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
    @Test
    void anIdleMachineIsNothingToWarnOf() {
        assertThat(Samples.IDLE.warnings(9)).isEmpty();
        assertThat(Samples.IDLE.othersShare()).isBetween(0.0, 0.03);
    }

    @Test
    void workOfOthersIsSaidInNumbers() {
        List<String> warnings = new MachineLoad(2, 0.98, 0.55, 0.02, 0.3, 1.9).warnings(9);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(
                        "Machine load: other processes used 41 % of the 2 processors during the run, and the lab 55 %");
    }

    @Test
    void stealAndAHighLoadAverageAreSaid() {
        assertThat(new MachineLoad(2, 0.5, 0.4, 0.08, 16.7, 19.1).warnings(9))
                .containsExactly(
                        "Machine load: the hypervisor withheld 8 % of the processors during the run (steal).",
                        "Machine load: the load average was 16.7 on 2 processors when the run began, and 19.1 at its"
                                + " highest.");
    }

    @Test
    void aLabThatFillsTheMachineIsSaid() {
        assertThat(new MachineLoad(2, 0.99, 0.95, 0, 0.3, 9).warnings(9))
                .singleElement()
                .asString()
                .contains("the lab itself kept 2 processors busy");
    }

    @Test
    void aSlowStartIsSaid() {
        assertThat(Samples.IDLE.warnings(15)).isEmpty();
        assertThat(Samples.IDLE.warnings(22.4))
                .containsExactly(
                        "Slow start: the lab took 22.4 s to come up, where 15 s is the most that two idle cores take.");
    }

    @Test
    void refusesSharesThatAreNone() {
        assertThatThrownBy(() -> new MachineLoad(2, 1.1, 0, 0, 0, 0)).hasMessageContaining("busyShare");
        assertThatThrownBy(() -> new MachineLoad(0, 0, 0, 0, 0, 0)).hasMessageContaining("cores");
    }
}
