package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Timestamps;
import dev.drlab.statemachine.expression.Environment;
import dev.drlab.statemachine.expression.EvaluationException;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.Template;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One visit to one state: evaluates the state's fields against what {@code $states} and the variables are just then. */
final class Frame {
    /** The most that Step Functions lets a state hand on, in bytes of JSON. */
    private static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    private final ExecutionContext execution;
    private final String stateName;
    private final boolean hasRetry;
    private final Instant enteredAt;
    private final JsonNode input;
    private final Map<String, JsonNode> variables;
    private final InstantSource clock;
    private int retryCount;

    Frame(
            ExecutionContext execution,
            State state,
            Instant enteredAt,
            JsonNode input,
            Map<String, JsonNode> variables,
            InstantSource clock) {
        this.execution = execution;
        this.stateName = state.name();
        this.hasRetry = hasRetry(state);
        this.enteredAt = enteredAt;
        this.input = input;
        this.variables = variables;
        this.clock = clock;
    }

    JsonNode input() {
        return input;
    }

    void retried() {
        retryCount++;
    }

    /** A value that only {@code input} and {@code context} of {@code $states} are there for. */
    JsonNode evaluate(Template template) throws StateFailure {
        return evaluate(template, states());
    }

    JsonNode evaluateWithResult(Template template, JsonNode result) throws StateFailure {
        ObjectNode states = states();
        states.set("result", result);
        return evaluate(template, states);
    }

    JsonNode evaluateWithError(Template template, StateFailure failure) throws StateFailure {
        ObjectNode states = states();
        states.set("errorOutput", failure.errorOutput());
        return evaluate(template, states);
    }

    JsonNode evaluate(Optional<Template> template, JsonNode otherwise) throws StateFailure {
        return template.isPresent() ? evaluate(template.get()) : otherwise;
    }

    private JsonNode evaluate(Template template, ObjectNode states) throws StateFailure {
        Map<String, JsonNode> visible = new HashMap<>(variables);
        visible.put("states", states);
        try {
            return limited(template.evaluate(new Environment(visible, clock)));
        } catch (EvaluationException e) {
            throw new StateFailure(
                    StateFailure.QUERY_EVALUATION_ERROR, e.getMessage() + " in state '" + stateName + "'", e);
        }
    }

    /** @throws StateFailure if {@code value} is larger than Step Functions allows */
    static JsonNode limited(JsonNode value) throws StateFailure {
        int bytes = value.isValueNode() && !value.isTextual()
                ? 0
                : value.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new StateFailure(
                    StateFailure.DATA_LIMIT_EXCEEDED,
                    "a payload of " + bytes + " bytes is over " + MAX_PAYLOAD_BYTES,
                    null);
        }
        return value;
    }

    private static boolean hasRetry(State state) {
        return state instanceof State.Task task && !task.retriers().isEmpty()
                || state instanceof State.Parallel parallel
                        && !parallel.retriers().isEmpty();
    }

    private ObjectNode states() {
        ObjectNode states = JsonNodeFactory.instance.objectNode();
        states.set("input", input);
        ObjectNode context = execution.context();
        ObjectNode state = context.putObject("State")
                .put("EnteredTime", Timestamps.millis(enteredAt))
                .put("Name", stateName);
        if (hasRetry) { // Step Functions gives a count only to a state that may be retried
            state.put("RetryCount", retryCount);
        }
        states.set("context", context);
        return states;
    }
}
