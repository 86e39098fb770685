package dev.drlab.service.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off clients that take too long: to send a request's headers, or to send its body and take the answer. Jetty's own
 * idle time-out begins anew with every byte.
 */
public final class SlowClients extends Handler.Wrapper implements Connection.Listener {
    private static final long CHECKS_PER_LIMIT = 4;

    private final Duration header;
    private final Duration request;
    private final Consumer<String> cut;
    private final Map<Connection, Headers> connections = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next;

    /** @param cut told, in words, of each client that was cut off */
    public SlowClients(ClientLimits limits, Consumer<String> cut) {
        this.header = limits.header();
        this.request = limits.request();
        this.cut = cut;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        schedule();
    }

    @Override
    protected void doStop() throws Exception {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
        super.doStop();
    }

    private void schedule() {
        next = getServer()
                .getScheduler()
                .schedule(this::check, header.toMillis() / CHECKS_PER_LIMIT + 1, TimeUnit.MILLISECONDS);
    }

    private void check() {
        long now = System.nanoTime();
        connections.forEach((connection, headers) -> {
            if (headers.overdue(connection.getBytesIn(), now, header.toNanos())) {
                cut(connection, "the headers of a request were not sent within " + header.toSeconds() + " s");
            }
        });
        if (isRunning()) {
            schedule();
        }
    }

    private void cut(Connection connection, String why) {
        cut.accept(why);
        connection.getEndPoint().close(new TimeoutException(why));
    }

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, new Headers());
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public boolean handle(Request handled, Response response, Callback callback) throws Exception {
        Connection connection = handled.getConnectionMetaData().getConnection();
        Headers headers = connections.get(connection);
        if (headers == null) { // not one that was announced, or gone meanwhile
            return super.handle(handled, response, callback);
        }
        headers.complete();
        Scheduler.Task end = handled.getComponents()
                .getScheduler()
                .schedule(
                        () -> cut(
                                connection,
                                "a request and its answer were not sent and taken within " + request.toSeconds()
                                        + " s"),
                        request.toMillis(),
                        TimeUnit.MILLISECONDS);
        return super.handle(handled, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                taken();
                super.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                taken();
                super.failed(failure);
            }

            /** Before the connection goes on with what may be its next request already. */
            private void taken() {
                end.cancel();
                headers.awaited(connection.getBytesIn());
            }
        });
    }

    /** Where a connection's next request is: none of its bytes, some of its headers, or all. Guarded by itself. */
    private static final class Headers {
        private boolean complete;
        private long bytesBefore;
        private long begun = Long.MIN_VALUE;

        synchronized void complete() {
            complete = true;
        }

        synchronized void awaited(long bytes) {
            complete = false;
            bytesBefore = bytes;
            begun = Long.MIN_VALUE;
        }

        synchronized boolean overdue(long bytes, long now, long limitNanos) {
            if (complete || bytes <= bytesBefore) {
                return false;
            }
            if (begun == Long.MIN_VALUE) {
                begun = now;
                return false;
            }
            return now - begun > limitNanos;
        }
    }
}
