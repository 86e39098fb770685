package dev.drlab.service.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final CountDownLatch steps = new CountDownLatch(4);

    @Test
    void goesOnWhateverAStepThrows() throws Exception {
        try (Loop loop = new Loop("test-loop", 1, this::step)) {
            loop.start();
            assertThat(steps.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void step() {
        steps.countDown();
        switch ((int) steps.getCount()) {
            case 3 -> throw new IllegalStateException("of the test");
            case 2 -> throw new NoClassDefFoundError("of the test");
            case 1 -> throw new OutOfMemoryError("of the test");
            default -> {}
        }
    }
}
