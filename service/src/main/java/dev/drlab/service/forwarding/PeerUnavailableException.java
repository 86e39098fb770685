package dev.drlab.service.forwarding;

/** The peer's service gave no answer. */
public final class PeerUnavailableException extends Exception {
    private final boolean mayHaveArrived;

    /** Tells whether the peer may have acted on the request. */
    public PeerUnavailableException(String message, boolean mayHaveArrived, Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** False when the peer certainly did not get the request. */
    boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
