package dev.drlab.statemachine.lint;

/** The names of the rules that only the lint checks. */
final class LintRules {
    static final String UNREACHABLE = "unreachable-state";
    static final String NO_TERMINAL = "no-terminal-state";
    static final String PARAMETER = "unknown-parameter";
    static final String PARAMETER_TYPE = "parameter-type";
    static final String TOKEN = "missing-token";
    static final String ERROR_NAME = "unknown-error";
    static final String STATES_ALL = "states-all";
    static final String UNASSIGNED = "unassigned-variable";
    static final String STATES_FIELD = "states-field";
    static final String INEQUALITY = "inequality";
    static final String NEGATION = "negation";
    static final String ARN = "arn";

    private LintRules() {}
}
