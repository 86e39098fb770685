package dev.drlab.service;

/** The peer's service gave no answer. */
final class PeerUnavailableException extends Exception {
    private final boolean mayHaveArrived;

    PeerUnavailableException(String message, boolean mayHaveArrived, Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** False when the peer certainly did not get the request. */
    boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
