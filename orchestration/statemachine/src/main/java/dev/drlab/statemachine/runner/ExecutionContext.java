package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Timestamps;
import java.time.Instant;

/**
 * The execution in {@code $states.context}.
 *
 * @param machine the definition's name
 * @param name the execution's name
 * @param input the execution's input
 * @param startedAt when it was first started
 * @param redriveCount how often it was resumed
 */
record ExecutionContext(String machine, String name, JsonNode input, Instant startedAt, int redriveCount) {
    /** A new object that the caller may add to. */
    ObjectNode context() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        ObjectNode execution = context.putObject("Execution")
                .put("Id", machine + ":" + name)
                .put("Name", name)
                .put("RedriveCount", redriveCount)
                .put("StartTime", Timestamps.millis(startedAt));
        execution.set("Input", input);
        context.putObject("StateMachine").put("Id", machine).put("Name", machine);
        return context;
    }
}
