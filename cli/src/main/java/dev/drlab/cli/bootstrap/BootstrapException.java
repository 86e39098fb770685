package dev.drlab.cli.bootstrap;

/** Why a step could not be done, in one line with the remedy; ends the command with exit code 2. */
final class BootstrapException extends RuntimeException {
    BootstrapException(String message) {
        super(message);
    }

    BootstrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
