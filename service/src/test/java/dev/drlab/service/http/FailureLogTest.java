package dev.drlab.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.service.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();
    private final FailureLog log = new FailureLog(clock.clocks().nanos(), lines::add);

    @Test
    void tellsTheFirstAtOnceAndTheRestOfASecondTogether() {
        for (int i = 0; i < 1000; i++) {
            log.answered("POST /items", 503, "why");
        }
        assertThat(lines).containsExactly("POST /items answered 503: why");
        clock.advance(Duration.ofSeconds(1));
        log.answered("POST /items", 503, "why");
        assertThat(lines).containsExactly("POST /items answered 503: why", "POST /items answered 503, 1000 times: why");
    }

    @Test
    void countsEveryKindForItself() {
        log.answered("POST /items", 503, "why");
        log.answered("POST /items", 500, "why");
        log.answered("GET /items", 503, "why");
        assertThat(lines)
                .containsExactly(
                        "POST /items answered 503: why",
                        "POST /items answered 500: why",
                        "GET /items answered 503: why");
    }

    @Test
    void aLoneFailureLaterIsOneLine() {
        log.answered("GET /items", 503, "why");
        clock.advance(Duration.ofMinutes(1));
        log.answered("GET /items", 503, "why");
        assertThat(lines).containsExactly("GET /items answered 503: why", "GET /items answered 503: why");
    }
}
