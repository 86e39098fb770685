package dev.drlab.statemachine.aws;

import java.util.Objects;

/** A function that ended with an error. Step Functions sees {@code errorType} as the error's name. */
public final class FunctionError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String errorType;

    /**
     * @param errorType what Retry and Catch match; for a Java function on Lambda the exception's class name
     * @param message for people
     */
    public FunctionError(String errorType, String message) {
        this(errorType, message, null);
    }

    /** As the other constructor, with the exception behind it, which only the log sees. */
    public FunctionError(String errorType, String message, Throwable cause) {
        super(message, cause);
        this.errorType = Objects.requireNonNull(errorType, "errorType");
    }

    /** The name that Retry and Catch match. */
    public String errorType() {
        return errorType;
    }
}
