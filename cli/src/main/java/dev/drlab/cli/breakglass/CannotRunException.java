package dev.drlab.cli.breakglass;

/** Why nothing was run, in one line with the remedy; ends the command with exit code 2. */
final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }

    CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
