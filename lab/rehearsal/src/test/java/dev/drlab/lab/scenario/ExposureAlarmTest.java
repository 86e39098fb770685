package dev.drlab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.scenario.step.ExposureAlarm;
import org.junit.jupiter.api.Test;

class ExposureAlarmTest {
    private final ExposureAlarm alarm = new ExposureAlarm(3, 3);

    @Test
    void firesAfterSoManyDatapointsAboveTheThresholdInARow() {
        assertThat(alarm.add(3.1)).isFalse();
        assertThat(alarm.add(3.2)).isFalse();
        assertThat(alarm.fired()).isFalse();
        assertThat(alarm.add(3.3)).isTrue();
        assertThat(alarm.fired()).isTrue();
    }

    @Test
    void aDatapointOnTheThresholdBreaksTheRow() {
        alarm.add(4);
        alarm.add(4);
        alarm.add(3);
        alarm.add(4);
        alarm.add(4);
        assertThat(alarm.fired()).isFalse();
    }

    @Test
    void clearsAsItFires() {
        alarm.add(4);
        alarm.add(4);
        alarm.add(4);
        alarm.add(0);
        alarm.add(9);
        alarm.add(0);
        alarm.add(0);
        assertThat(alarm.fired()).isTrue();
        assertThat(alarm.add(0)).isTrue();
        assertThat(alarm.fired()).isFalse();
    }

    @Test
    void refusesWhatCouldNeverFire() {
        assertThatThrownBy(() -> new ExposureAlarm(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExposureAlarm(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
