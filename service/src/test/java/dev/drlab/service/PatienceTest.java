package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may wrap

    @Test
    void isOverWhenItsTimeHasPassed() {
        Patience patience = Patience.of(300, nanos::get);
        nanos.addAndGet(Duration.ofMillis(299).toNanos());
        assertThat(patience.over()).isFalse();
        assertThat(patience.leftMillis()).isEqualTo(1);
        nanos.addAndGet(Duration.ofMillis(5).toNanos());
        assertThat(patience.over()).isTrue();
        assertThat(patience.leftNanos()).isZero();
    }

    @Test
    void isNeverLongerThanAClientsNorNegative() {
        assertThat(Patience.of(Long.MAX_VALUE, nanos::get).leftNanos()).isEqualTo(Patience.LONGEST.toNanos());
        assertThat(Patience.of(-1, nanos::get).over()).isTrue();
    }
}
