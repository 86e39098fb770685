package dev.drlab.statemachine.runner;

import java.nio.file.Path;

/** A journal that cannot be started, resumed or written; the message says which, why and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(Path journal, String message) {
        super("journal " + journal + ": " + message);
    }

    JournalException(Path journal, String message, Throwable cause) {
        super("journal " + journal + ": " + message + ": " + cause.getMessage(), cause);
    }
}
