package dev.drlab.objects;

/** A restore that cannot run; the message says why and what to do. */
public final class RestoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One sentence. */
    public RestoreException(String message) {
        super(message);
    }

    /** One sentence, with its cause. */
    public RestoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
