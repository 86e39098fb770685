package dev.drlab.contract.failure;

/** A failure whose message is for the user as it stands: it names the input, the cause and the remedy, in one line. */
public class DescribedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The line. */
    public DescribedFailure(String message) {
        super(message);
    }

    /** The line, and what brought it about. */
    public DescribedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
