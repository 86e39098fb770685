package dev.drlab.agent.wal;

/** A WAL record whose description is not understood: nothing can be counted then. */
final class WalFormatException extends RuntimeException {
    WalFormatException(String type, String description) {
        super("the WAL record " + type + " '" + description + "' is not understood");
    }
}
