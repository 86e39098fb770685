package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A state that failed with an error that Retry and Catch may match. */
final class StateFailure extends Exception {
    static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String TIMEOUT = "States.Timeout";

    private static final long serialVersionUID = 1L;
    /** Errors that no wildcard matches. */
    private static final Set<String> TERMINAL = Set.of(DATA_LIMIT_EXCEEDED, "States.Runtime");

    private final String error;

    StateFailure(String error, String cause, Throwable origin) {
        super(cause, origin);
        this.error = error;
    }

    String error() {
        return error;
    }

    String cause() {
        return getMessage() == null ? "" : getMessage();
    }

    /** True when a Retry or Catch entry with {@code errorEquals} applies. */
    boolean matches(List<String> errorEquals) {
        return errorEquals.stream().anyMatch(this::matches);
    }

    private boolean matches(String name) {
        return switch (name) {
            case "States.ALL" -> !TERMINAL.contains(error);
            case "States.TaskFailed" -> !TERMINAL.contains(error) && !error.equals(TIMEOUT);
            default -> name.equals(error);
        };
    }

    /** {@code {Error, Cause}}, as {@code $states.errorOutput}. */
    ObjectNode errorOutput() {
        return JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause());
    }
}
