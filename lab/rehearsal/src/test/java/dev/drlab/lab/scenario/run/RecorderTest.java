package dev.drlab.lab.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.Report;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void eventsAreInOrderOfTimeWheneverTheyBecameKnown() {
        Recorder recorder = new Recorder((at, name, detail) -> {}, InstantSource.system());
        recorder.event(T0, "first", "");
        recorder.event(T0.plusMillis(20), "third", "");
        recorder.event(T0.plusMillis(10), "second", "told late");
        recorder.event(T0.plusMillis(20), "fourth", "at the same time, told later");
        assertThat(recorder.events())
                .extracting(Report.Event::name)
                .containsExactly("first", "second", "third", "fourth");
    }
}
