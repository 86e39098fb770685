package dev.drlab.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The writers of a run: one, and another one each time the schedule stays behind, up to a limit. A near database needs
 * one, which then wakes up alone; at 100 ms to the other region and back each writer brings ten commits a second.
 */
final class WriterCrew {
    private final int most;
    private final Function<Runnable, CanaryWriter> hire;
    private final List<CanaryWriter> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean stopped;

    /**
     * @param most 1 or more
     * @param hire makes a writer that calls what it is given whenever the schedule has stayed behind
     */
    WriterCrew(int most, Function<Runnable, CanaryWriter> hire) {
        this.most = most;
        this.hire = hire;
    }

    /** Starts one more writer; does nothing at the limit, or once stopped. */
    synchronized void grow() {
        if (stopped || writers.size() >= most) {
            return;
        }
        CanaryWriter writer = hire.apply(this::grow);
        writers.add(writer);
        threads.add(DaemonThreads.start("canary-writer-" + writers.size(), writer));
    }

    /** Has all writers end after the commit in hand. */
    synchronized void stop() {
        stopped = true;
        writers.forEach(CanaryWriter::stop);
        threads.forEach(LockSupport::unpark);
    }

    /** Wakes writers that still wait for a connection. */
    void interrupt() {
        threads().forEach(Thread::interrupt);
    }

    /** Waits until all have ended, {@code millis} at most. */
    void join(long millis) throws InterruptedException {
        DaemonThreads.join(threads(), millis);
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }
}
