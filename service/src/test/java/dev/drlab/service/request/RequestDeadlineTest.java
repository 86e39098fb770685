package dev.drlab.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may wrap

    @Test
    void isOverWhenItsTimeHasPassed() {
        RequestDeadline timeLimit = RequestDeadline.of(300, nanos::get);
        nanos.addAndGet(Duration.ofMillis(299).toNanos());
        assertThat(timeLimit.over()).isFalse();
        assertThat(timeLimit.leftMillis()).isEqualTo(1);
        nanos.addAndGet(Duration.ofMillis(5).toNanos());
        assertThat(timeLimit.over()).isTrue();
        assertThat(timeLimit.leftNanos()).isZero();
    }

    @Test
    void isNeverLongerThanAClientsNorNegative() {
        assertThat(RequestDeadline.of(Long.MAX_VALUE, nanos::get).leftNanos())
                .isEqualTo(RequestDeadline.LONGEST.toNanos());
        assertThat(RequestDeadline.of(-1, nanos::get).over()).isTrue();
    }
}
