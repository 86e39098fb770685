package dev.drlab.cost.input;

/** The cost cannot be told. The message names the input, the cause and the remedy. */
public final class CostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what cannot be read or priced. */
    public CostException(String message) {
        super(message);
    }

    /** With what cannot be read, and why. */
    public CostException(String message, Throwable cause) {
        super(message, cause);
    }
}
