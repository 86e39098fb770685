package dev.drlab.lab.verifier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hears what a class logs, at any level, until it is closed. */
final class DebugLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final Consumer<String> lines;

    private DebugLog(Logger logger, Consumer<String> lines) {
        this.logger = logger;
        this.lines = lines;
    }

    static DebugLog of(Class<?> type, Consumer<String> lines) {
        DebugLog log = new DebugLog((Logger) LoggerFactory.getLogger(type), lines);
        log.start();
        log.logger.setLevel(Level.DEBUG);
        log.logger.setAdditive(false);
        log.logger.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.accept(event.getFormattedMessage());
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
