package dev.drlab.statemachine.expression;

import java.util.HashSet;
import java.util.Set;

/** The functions that an expression may call in Step Functions. */
public final class FunctionNames {
    /** JSONata 2.0's functions (docs.jsonata.org) without {@code $eval}, and those that Step Functions adds. */
    public static final Set<String> ALL = all();

    private FunctionNames() {}

    private static Set<String> all() {
        Set<String> names = new HashSet<>(StepFunctions.ADDED_NAMES);
        names.addAll(Set.of("string", "length", "substring", "substringBefore", "substringAfter", "uppercase"));
        names.addAll(Set.of("lowercase", "trim", "pad", "contains", "split", "join", "match", "replace"));
        names.addAll(Set.of("base64encode", "base64decode", "encodeUrlComponent", "encodeUrl"));
        names.addAll(Set.of("decodeUrlComponent", "decodeUrl", "number", "abs", "floor", "ceil", "round", "power"));
        names.addAll(Set.of("sqrt", "formatNumber", "formatBase", "formatInteger", "parseInteger"));
        names.addAll(Set.of("sum", "max", "min", "average", "boolean", "not", "exists", "count", "append"));
        names.addAll(Set.of("sort", "reverse", "shuffle", "distinct", "zip", "keys", "lookup", "spread"));
        names.addAll(Set.of("merge", "sift", "each", "error", "assert", "type", "now", "millis", "fromMillis"));
        names.addAll(Set.of("toMillis", "map", "filter", "single", "reduce", "clone"));
        return Set.copyOf(names);
    }
}
