package dev.drlab.lab.simulation.network.socket;

import dev.drlab.contract.threads.DaemonThreads;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a network's links, with timers: one of Netty's event loops, which runs every socket event and every delayed
 * delivery.
 *
 * <p>Netty's loop, but not its channels: what passes is read into one buffer and written from there. See
 * docs/decisions/0008-event-loop.md for what the channels cost.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int SCRATCH_BYTES = 64 * 1024;
    private static final long CLOSE_SECONDS = 5;
    private static final long END_CHECK_MILLIS = 100;

    /** Receives the readiness of a registered channel, on the loop's thread. */
    interface Handler {
        void ready(Registration which, int readyOps);

        /** Called when {@link #ready} threw: gives the channel up. */
        void abort();
    }

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);

    /** Makes the thread, of that name. */
    public EventLoop(String name) {
        group = new MultiThreadIoEventLoopGroup(1, DaemonThreads.named(name), NioIoHandler.newFactory());
        loop = group.next();
    }

    /** A buffer for the handler that runs now; its content does not outlive that call. */
    ByteBuffer scratch() {
        return scratch;
    }

    /** Registers a non-blocking channel; only on the loop's thread. */
    Registration register(SelectableChannel channel, int ops, Handler handler) throws IOException {
        Registration made = new Registration(channel, handler);
        Future<IoRegistration> registered = loop.register(made);
        if (!registered.isSuccess()) {
            throw new IOException("a channel could not be registered", registered.cause());
        }
        made.registration = registered.getNow();
        made.listenTo(ops);
        return made;
    }

    /** Runs the action once {@code delayNanos} have passed, at once if that is not positive; only on the loop's thread. */
    void after(long delayNanos, Runnable action) {
        if (delayNanos <= 0) {
            action.run();
        } else {
            loop.schedule(DaemonThreads.goingOn(action), delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Runs the action at that {@link System#nanoTime()} or up to about a millisecond later; only on the loop's thread. */
    void at(long dueNanos, Runnable action) {
        loop.schedule(DaemonThreads.goingOn(action), dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
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

    /**
     * {@link #run}, but on the caller's thread once the loop has ended: for giving up what outlived it. The ports that it
     * gives up are free on return.
     */
    public void runAtEnd(IoAction action) throws IOException {
        if (!tryRun(action)) {
            action.run();
        } else if (!loop.inEventLoop()) {
            awaitTurn();
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

    /** False if the loop ended without running it. */
    private boolean tryRun(IoAction action) throws IOException {
        if (loop.inEventLoop()) {
            action.run();
            return true;
        }
        Future<Void> done;
        try {
            done = loop.submit(() -> {
                action.run();
                return null;
            });
        } catch (RejectedExecutionException e) {
            return false;
        }
        // Netty drops without a word what was handed in behind the loop's last pass.
        while (!done.awaitUninterruptibly(END_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (loop.isTerminated() && !done.isDone()) {
                return false;
            }
        }
        Throwable failed = done.cause();
        if (failed instanceof IOException io) {
            throw io;
        }
        if (failed instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (failed instanceof Error fatal) {
            throw fatal;
        }
        return true;
    }

    /** What is closed is given up when the selector is asked again, which is before the next timer. */
    private void awaitTurn() {
        Promise<Void> turned = loop.newPromise();
        try {
            loop.execute(() -> loop.schedule(() -> turned.setSuccess(null), 1, TimeUnit.NANOSECONDS));
            turned.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has ended, and with it what it had", e);
        }
    }

    /** Stops the thread; channels that are still registered are closed. */
    @Override
    public void close() {
        Future<?> ended = group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            ended.awaitUninterruptibly();
        }
    }

    /** A channel whose readiness goes to a handler; only on the loop's thread. */
    static final class Registration extends NioSelectableChannelIoHandle<SelectableChannel> {
        private final Handler handler;
        private IoRegistration registration;

        private Registration(SelectableChannel channel, Handler handler) {
            super(channel);
            this.handler = handler;
        }

        /** Listens to those {@link SelectionKey} operations from now on; nothing happens if the channel is closed. */
        void listenTo(int ops) {
            SelectionKey key = registration.attachment(); // another one after Netty has replaced its selector
            if (key.isValid() && key.interestOps() != ops) {
                registration.submit(NioIoOps.valueOf(ops));
            }
        }

        @Override
        protected void handle(SelectableChannel channel, SelectionKey key) {
            try {
                if (key.isValid()) {
                    handler.ready(this, key.readyOps());
                }
            } catch (RuntimeException e) {
                LOG.error("A connection of the lab's network failed unexpectedly and is dropped", e);
                handler.abort();
            }
        }

        @Override
        public void close() throws IOException {
            selectableChannel().close();
        }
    }
}
