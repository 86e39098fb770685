package dev.drlab.verifier;

import dev.drlab.contract.threads.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The writers of a run: one, and twice as many each time the schedule stays behind, up to a limit. A near database needs
 * one, which then wakes up alone; at 100 ms to the other region and back each writer brings ten commits a second. With
 * its session a writer goes, but for the last: right after a promotion many logins at once would hold up the service's.
 */
final class WriterThreads {
    private final int most;
    private final Function<WriterThreads, CanaryWriter> newWriter;
    private final List<CanaryWriter> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int started;
    private boolean stopped;

    /**
     * @param most 1 or more
     * @param newWriter makes a writer, which calls {@link #grow} whenever the schedule has stayed behind
     */
    WriterThreads(int most, Function<WriterThreads, CanaryWriter> newWriter) {
        this.most = most;
        this.newWriter = newWriter;
    }

    /** Starts the first writer, or as many more as there are; does nothing at the limit, or once stopped. */
    synchronized void grow() {
        threads.removeIf(thread -> !thread.isAlive());
        int wanted = stopped ? 0 : Math.min(Math.max(1, writers.size()), most - writers.size());
        for (int i = 0; i < wanted; i++) {
            CanaryWriter writer = newWriter.apply(this);
            writers.add(writer);
            started++;
            threads.add(DaemonThreads.start("canary-writer-" + started, writer));
        }
    }

    /** True when {@code writer}, whose session is over, is to end; false for the last, which is to open a new one. */
    synchronized boolean letsGo(CanaryWriter writer) {
        return writers.size() > 1 && writers.remove(writer);
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
