package dev.drlab.service.http;

import dev.drlab.service.guard.Reading;
import dev.drlab.service.request.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * Bounds how long a read waits for a client that sends nothing. A connection's own idle time-out is as long as connections
 * are kept between requests; a thread that waits for a body must not be held for so long.
 */
final class SilentClients {
    private SilentClients() {}

    /** A read from a client. */
    interface Reading<T> {
        T read() throws IOException, ApiException;
    }

    /**
     * Does the reading. A client that sends nothing for so long fails it with an exception whose cause is a
     * {@link java.util.concurrent.TimeoutException}, and can still be answered.
     */
    static <T> T within(Duration longest, HttpServletRequest request, Reading<T> reading)
            throws IOException, ApiException {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        long kept = connection.getIdleTimeout();
        connection.setIdleTimeout(Math.min(longest.toMillis(), kept));
        try {
            return reading.read();
        } finally {
            connection.setIdleTimeout(kept);
        }
    }
}
