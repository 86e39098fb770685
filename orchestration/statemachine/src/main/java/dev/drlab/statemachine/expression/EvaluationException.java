package dev.drlab.statemachine.expression;

/** An expression that failed, or had no result; Step Functions calls it {@code States.QueryEvaluationError}. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An evaluation that ended without a usable result. */
    public EvaluationException(String message) {
        super(message);
    }

    /** An evaluation that ended by {@code cause}. */
    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
