package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerBreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // wraps around on the way
    private final PeerBreaker breaker = new PeerBreaker(nanos::get);

    @Test
    void letsEverythingThroughWhileThePeerServes() {
        breaker.served();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void letsOneRequestThroughPerPauseAfterARefusal() {
        breaker.refused();
        assertThat(breaker.admits()).isFalse();
        pass(49);
        assertThat(breaker.admits()).isFalse();
        pass(1);
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        breaker.refused();
        pass(50);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void aProbeWhoseEndIsNeverToldDoesNotCloseItForGood() {
        breaker.refused();
        pass(50);
        assertThat(breaker.admits()).isTrue();
        pass(50);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void refusalsThatArriveLateDoNotPutTheNextProbeOff() {
        breaker.refused();
        pass(40);
        breaker.refused();
        pass(10);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void oneServedRequestOpensItAgain() {
        breaker.refused();
        breaker.served();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
