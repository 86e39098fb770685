package dev.drlab.contract.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptedTest {
    @Test
    void anInterruptIsKeptUntilTheWaitIsOver() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread awaited = new Thread(() -> Uninterrupted.await(interrupted::await), "awaited");
        awaited.start();

        Thread.currentThread().interrupt();
        Uninterrupted.await(() -> {
            try {
                awaited.join();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(awaited.isAlive()).isFalse();
    }

    @Test
    void aWaitThatNothingInterruptsLeavesNoInterrupt() {
        Uninterrupted.await(() -> {});
        assertThat(Thread.interrupted()).isFalse();
    }
}
