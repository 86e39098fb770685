package dev.drlab.statemachine.expression;

import com.dashjoin.jsonata.GuardedJsonata;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A compiled JSONata expression. It is immutable and may be evaluated by several threads at once. Each evaluation works
 * on copies, so no expression can change a variable.
 */
public final class Expression {
    /** The opening delimiter of an expression in a string. */
    public static final String OPEN = "{%";
    /** The closing delimiter. */
    public static final String CLOSE = "%}";

    private static final long MAX_EVALUATION_MILLIS = 5_000;
    private static final int MAX_DEPTH = 500;

    private final String text;
    private final ExpressionText analysis;
    private final GuardedJsonata compiled;

    private Expression(String text, ExpressionText analysis, GuardedJsonata compiled) {
        this.text = text;
        this.analysis = analysis;
        this.compiled = compiled;
    }

    /**
     * Compiles {@code text}, which is without the delimiters.
     *
     * @throws ExpressionSyntaxException if it is no JSONata expression
     */
    public static Expression compile(String text) throws ExpressionSyntaxException {
        Objects.requireNonNull(text, "text");
        try {
            GuardedJsonata compiled = GuardedJsonata.compile(text);
            return new Expression(text, ExpressionText.of(text, compiled.freeNames()), compiled);
        } catch (RuntimeException | StackOverflowError e) {
            throw new ExpressionSyntaxException(text, String.valueOf(e.getMessage()), e);
        }
    }

    /** True when {@code value} is {@code {% … %}}. */
    public static boolean isDelimited(String value) {
        return value.length() >= OPEN.length() + CLOSE.length() && value.startsWith(OPEN) && value.endsWith(CLOSE);
    }

    /** The text between the delimiters. */
    public static String undelimited(String value) {
        return value.substring(OPEN.length(), value.length() - CLOSE.length());
    }

    /** The text, without delimiters. */
    public String text() {
        return text;
    }

    /** The facts about the text that need no evaluation. */
    public ExpressionText analysis() {
        return analysis;
    }

    /**
     * Evaluates.
     *
     * @throws EvaluationException if it fails, takes longer than 5 s, or has no result (undefined)
     */
    public JsonNode evaluate(Environment environment) throws EvaluationException {
        Jsonata.Frame frame = compiled.createFrame();
        StepFunctions.bind(frame, environment.clock().millis(), analysis.readVariables());
        for (String name : analysis.readVariables()) {
            JsonNode value = environment.variables().get(name);
            if (value != null) {
                frame.bind(name, Values.toJava(value));
            }
        }
        frame.setRuntimeBounds(MAX_EVALUATION_MILLIS, MAX_DEPTH);
        Object result;
        try {
            result = compiled.evaluate(frame);
        } catch (RuntimeException | StackOverflowError e) {
            throw new EvaluationException(message(String.valueOf(e.getMessage())), e);
        }
        if (result == null) {
            throw new EvaluationException(message("returned nothing (undefined)"));
        }
        return Values.toJson(result);
    }

    private String message(String what) {
        return "The JSONata expression '" + text.strip() + "' "
                + (what.startsWith("returned") ? what : "failed: " + what);
    }

    @Override
    public String toString() {
        return OPEN + text + CLOSE;
    }
}
