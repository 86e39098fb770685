package com.dashjoin.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The library's evaluator without three of its habits: it does not write to standard output when something that is no
 * function is called, it does not keep the thread's last expression, and one compiled expression may be evaluated by
 * several threads at once. It stands in the library's package, since the methods that it mends are package-private.
 */
public final class GuardedJsonata extends Jsonata {
    /** Functions whose first argument is a list, by JSONata's signatures. */
    private static final Set<String> TAKE_A_LIST = Set.of(
            "sum", "count", "max", "min", "average", "join", "map", "zip", "filter", "single", "reduce", "merge",
            "reverse", "sort", "shuffle");

    private GuardedJsonata(String text) {
        super(text);
    }

    private GuardedJsonata(GuardedJsonata compiled) {
        super(compiled);
        setOutputConvertNulls(false); // keeps null and undefined apart
        setValidateInput(false); // the input is always undefined
    }

    /**
     * Compiles {@code text}.
     *
     * @throws JException if it is no JSONata expression
     */
    public static GuardedJsonata compile(String text) {
        Jsonata before = current.get();
        try {
            GuardedJsonata compiled = new GuardedJsonata(text);
            if (compiled.getErrors() != null) {
                throw new JException(String.valueOf(compiled.getErrors()), 0);
            }
            return compiled;
        } finally {
            restore(before);
        }
    }

    /** The names that the expression reads and does not bind itself where it reads them; functions among them. */
    public FreeNames freeNames() {
        return FreeNames.of(ast);
    }

    /** The value with {@code bindings} and without an input: null means undefined, {@link #NULL_VALUE} JSON's null. */
    public Object evaluate(Frame bindings) {
        Jsonata before = current.get();
        GuardedJsonata own = new GuardedJsonata(this);
        current.set(own); // the library's functions look for the evaluator there
        try {
            return own.evaluate(null, bindings);
        } finally {
            restore(before);
        }
    }

    private static void restore(Jsonata before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    @Override
    Jsonata getPerThreadInstance() {
        return this;
    }

    /** A null where a function takes a list is a list with a null in it; the library took it for undefined. */
    @Override
    Object validateArguments(Object procedure, Object arguments, Object context) {
        boolean nullForList = procedure instanceof JFunction function
                && function.functionName != null
                && TAKE_A_LIST.contains(function.functionName)
                && arguments instanceof List<?> given
                && !given.isEmpty()
                && given.get(0) == NULL_VALUE;
        if (!nullForList) {
            return super.validateArguments(procedure, arguments, context);
        }
        List<Object> wrapped = new ArrayList<>((List<?>) arguments);
        wrapped.set(0, new ArrayList<>(List.of(NULL_VALUE)));
        return super.validateArguments(procedure, wrapped, context);
    }

    /** As in jsonata 2.0.6, whose numbers overflow to Infinity; only reckoning with an Infinity fails. */
    @Override
    Object evaluateNumericExpression(Object left, Object right, String operator) {
        if (Utils.isNumeric(left) && Utils.isNumeric(right)) {
            double value = reckon(((Number) left).doubleValue(), ((Number) right).doubleValue(), operator);
            if (!Double.isFinite(value)) {
                return value;
            }
        }
        return super.evaluateNumericExpression(left, right, operator);
    }

    private static double reckon(double left, double right, String operator) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            default -> left % right;
        };
    }

    /** The result of a call of {@code function} by one of the functions that drlab adds. */
    public static Object call(Object function, List<?> arguments) {
        Jsonata evaluator = current.get();
        return evaluator.apply(function, arguments, null, evaluator.environment);
    }

    /** An empty sequence: one item in it is that item, none is undefined. */
    public static List<Object> sequence() {
        return Utils.createSequence();
    }

    /** True for what JSONata calls false: undefined, null, 0, empty, false, and lists of such. */
    public static boolean isFalse(Object value) {
        return !Boolean.TRUE.equals(Functions.toBoolean(value));
    }

    @Override
    Object applyInner(Object procedure, Object arguments, Object input, Object environment) {
        if (!isFunctionLike(procedure) && !(procedure instanceof JLambda)) {
            throw new JException("T1006", 0);
        }
        return super.applyInner(procedure, arguments, input, environment);
    }
}
