package dev.drlab.bootstrap;

/** Why a step could not be done, in one line with the remedy; ends the command with exit code 2. */
public final class BootstrapException extends RuntimeException {
    /** The line. */
    public BootstrapException(String message) {
        super(message);
    }

    /** The line, and what brought it about. */
    public BootstrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
