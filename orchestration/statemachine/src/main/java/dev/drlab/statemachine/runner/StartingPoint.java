package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.model.StateGraph;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run begins.
 *
 * @param next the state to run; empty when all were run and only the end was not recorded
 * @param value that state's input, or the execution's output
 * @param variables the machine's variables so far
 */
record StartingPoint(Optional<String> next, JsonNode value, Map<String, JsonNode> variables) {
    static StartingPoint first(String startAt, JsonNode input) {
        return new StartingPoint(Optional.of(startAt), input, Map.of());
    }

    JsonNode run(Run run, StateGraph graph, StopSignal stop) throws StateFailure, StoppedException {
        return next.isEmpty() ? value : new GraphRunner(run, graph, "", stop, variables).run(next.get(), value);
    }
}
