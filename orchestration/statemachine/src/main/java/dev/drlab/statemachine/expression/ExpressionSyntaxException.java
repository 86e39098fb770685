package dev.drlab.statemachine.expression;

/** A text that is no JSONata expression. */
public final class ExpressionSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code text} does not compile, for {@code reason}. */
    public ExpressionSyntaxException(String text, String reason, Throwable cause) {
        super("'" + text.strip() + "' is not a JSONata expression: " + reason, cause);
    }
}
