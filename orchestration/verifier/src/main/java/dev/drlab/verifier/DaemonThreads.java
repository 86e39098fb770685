package dev.drlab.verifier;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Named threads that do not keep the process alive and whose unexpected end is logged. */
final class DaemonThreads {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonThreads.class);

    private DaemonThreads() {}

    static ThreadFactory named(String name) {
        return body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(
                    (failed, cause) -> LOG.error("thread {} ended unexpectedly", failed.getName(), cause));
            return thread;
        };
    }
}
