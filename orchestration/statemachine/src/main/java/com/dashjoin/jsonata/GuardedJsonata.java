package com.dashjoin.jsonata;

/**
 * The library's evaluator without three of its habits: it does not write to standard output when something that is no
 * function is called, it does not keep the thread's last expression, and one compiled expression may be evaluated by
 * several threads at once. It stands in the library's package, since the methods that it mends are package-private.
 */
public final class GuardedJsonata extends Jsonata {
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

    @Override
    Object applyInner(Object procedure, Object arguments, Object input, Object environment) {
        if (!isFunctionLike(procedure) && !(procedure instanceof JLambda)) {
            throw new JException("T1006", 0);
        }
        return super.applyInner(procedure, arguments, input, environment);
    }
}
