package dev.drlab.statemachine;

/** The names of the rules that loading checks; the lint has more. */
final class Rules {
    static final String JSON = "json-syntax";
    static final String DUPLICATE_KEY = "duplicate-key";
    static final String DUPLICATE_STATE = "duplicate-state";
    static final String QUERY_LANGUAGE = "query-language";
    static final String STATE_TYPE = "unsupported-state-type";
    static final String FIELD = "unsupported-field";
    static final String JSONPATH = "jsonpath-field";
    static final String INTRINSIC = "intrinsic-function";
    static final String RESOURCE = "unsupported-resource";
    static final String SERVICE = "unknown-service";
    static final String ACTION = "unknown-action";
    static final String RETRY_FIELD = "unknown-retry-field";
    static final String CATCH_FIELD = "unknown-catch-field";
    static final String MISSING = "missing-field";
    static final String VALUE = "invalid-value";
    static final String DANGLING = "dangling-state";
    static final String DELIMITERS = "expression-delimiters";
    static final String SYNTAX = "expression-syntax";
    static final String MULTI_LINE = "multi-line-expression";
    static final String COALESCE = "coalescing-operator";
    static final String ELVIS = "elvis-operator";
    static final String EVAL = "eval";
    static final String SHADOWED = "shadowed-variable";
    static final String VARIABLE_NAME = "variable-name";

    private Rules() {}
}
