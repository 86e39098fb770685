package dev.drlab.console;

/** Why nothing was run, in one line with the remedy; ends the command with exit code 2. */
public final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The line. */
    public CannotRunException(String message) {
        super(message);
    }

    /** The line, and what brought it about. */
    public CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
