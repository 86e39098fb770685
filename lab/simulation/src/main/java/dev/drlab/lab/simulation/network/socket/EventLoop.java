package dev.drlab.lab.simulation.network.socket;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One selector thread with timers: runs every socket event and every delayed delivery of a network. */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int SCRATCH_BYTES = 64 * 1024;

    /** Receives the readiness of a registered channel, on the loop's thread. */
    interface Handler {
        void ready(SelectionKey key);

        /** Called when {@link #ready} threw: gives the channel up. */
        void abort();
    }

    private record Timer(long dueNanos, long order, Runnable action) {}

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.<Timer>comparingLong(timer -> timer.dueNanos).thenComparingLong(timer -> timer.order));
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private long timersMade;
    private volatile boolean closing;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @throws IOException when the system gives no selector
     */
    public EventLoop(String name) throws IOException {
        selector = Selector.open();
        thread = DaemonThreads.of(name, this::loop);
        thread.start();
    }

    /** A buffer for the handler that runs now; its content does not outlive that call. */
    ByteBuffer scratch() {
        return scratch;
    }

    /** Registers a non-blocking channel; only on the loop's thread. */
    SelectionKey register(SelectableChannel channel, int ops, Handler handler) throws IOException {
        return channel.register(selector, ops, handler);
    }

    /** Runs the action once {@code delayNanos} have passed, at once if that is not positive; only on the loop's thread. */
    void after(long delayNanos, Runnable action) {
        if (delayNanos <= 0) {
            action.run();
        } else {
            at(System.nanoTime() + delayNanos, action);
        }
    }

    /** Runs the action at that {@link System#nanoTime()} or up to about a millisecond later; only on the loop's thread. */
    void at(long dueNanos, Runnable action) {
        timers.add(new Timer(dueNanos, timersMade++, action));
    }

    /** An action that may fail with an I/O error. */
    public interface IoAction {
        void run() throws IOException;
    }

    /**
     * Runs the action on the loop's thread and returns when it is done; callable from any thread.
     *
     * @throws IllegalStateException if the loop has ended
     */
    public void run(IoAction action) throws IOException {
        if (!tryRun(action)) {
            throw new IllegalStateException("the lab's network is closed");
        }
    }

    /** {@link #run}, but on the caller's thread once the loop has ended: for giving up what outlived it. */
    public void runAtEnd(IoAction action) throws IOException {
        if (!tryRun(action)) {
            action.run();
        }
    }

    /** False if the loop ended without running it. */
    private boolean tryRun(IoAction action) throws IOException {
        if (Thread.currentThread() == thread) {
            action.run();
            return true;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        submitted.add(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return await(done);
    }

    private boolean await(CompletableFuture<Void> done) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get(100, TimeUnit.MILLISECONDS);
                    return true;
                } catch (TimeoutException e) {
                    if (!thread.isAlive() && !done.isDone()) {
                        return false;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException io) {
                        throw io;
                    }
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@link #run} for an action without I/O. */
    public void runQuietly(Runnable action) {
        try {
            run(action::run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes closes take effect now instead of at the next turn, so that a closed listener's port is free; only on the
     * loop's thread and not from a handler.
     */
    void releaseClosed() throws IOException {
        if (!selector.isOpen()) {
            return;
        }
        selector.selectNow();
        // What is ready stays ready for the next turn.
        selector.selectedKeys().clear();
    }

    /** Stops the thread; channels that are still registered are closed. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        Uninterrupted.await(thread::join);
    }

    private void loop() {
        try {
            while (!closing) {
                select();
                runSubmitted();
                runTimers();
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.error("The lab's network stopped: its selector failed", e);
        } finally {
            closing = true;
            closeAll();
            runSubmitted();
        }
    }

    private void select() throws IOException {
        if (timers.isEmpty()) {
            selector.select(this::dispatch);
            return;
        }
        long waitNanos = timers.peek().dueNanos - System.nanoTime();
        if (waitNanos <= 0) {
            selector.selectNow(this::dispatch);
        } else {
            // Rounded up: a selector waits whole milliseconds, and waking too early would spin.
            selector.select(this::dispatch, TimeUnit.NANOSECONDS.toMillis(waitNanos + 999_999));
        }
    }

    private void dispatch(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            if (key.isValid()) {
                handler.ready(key);
            }
        } catch (RuntimeException e) {
            LOG.error("A connection of the lab's network failed unexpectedly and is dropped", e);
            handler.abort();
        }
    }

    private void runSubmitted() {
        for (Runnable action = submitted.poll(); action != null; action = submitted.poll()) {
            action.run();
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().dueNanos - now <= 0) {
            try {
                timers.poll().action.run();
            } catch (RuntimeException e) {
                LOG.error("A delayed delivery of the lab's network failed unexpectedly", e);
            }
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            try {
                key.channel().close();
            } catch (IOException e) {
                LOG.debug("Closing a channel at the network's end", e);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("Closing the network's selector", e);
        }
    }
}
