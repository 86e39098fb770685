package dev.drlab.contract.waiting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while it is slept. */
final class ManualClock implements WaitClock {
    final List<Duration> slept = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000; // System.nanoTime may overflow while it is waited

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.add(time);
        nanos += time.toNanos();
    }
}
