package dev.drlab.cli.rpo;

/** Why a command could not do its job, in one line with the remedy; ends it with exit code 2. */
final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
