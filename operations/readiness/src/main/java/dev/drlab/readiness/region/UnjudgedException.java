package dev.drlab.readiness.region;

/** Something could not be seen, so nothing may be said of it. The message says what, why, and which right is missing. */
public final class UnjudgedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what could not be seen, and why. */
    public UnjudgedException(String message) {
        super(message);
    }

    /** With what could not be seen, and why. */
    public UnjudgedException(String message, Throwable cause) {
        super(message, cause);
    }
}
