package dev.drlab.agent.wal.record;

/** A WAL record whose description is not understood: nothing can be counted then. */
public final class WalFormatException extends RuntimeException {
    /** A record of that type with that description. */
    public WalFormatException(String type, String description) {
        super("the WAL record " + type + " '" + description + "' is not understood");
    }
}
