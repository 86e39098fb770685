package dev.drlab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** The options of every execution of a state machine. */
final class ExecutionOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "by hand",
            description = "why, for the notification (default: ${DEFAULT-VALUE})")
    private String reason;

    @Option(names = "--force", description = "take over the lock of an execution that is believed dead")
    private boolean force;

    @Option(names = "--json", description = "print the result as JSON, and no progress")
    private boolean json;

    /** Whether the result is for a machine. */
    boolean json() {
        return json;
    }

    /**
     * What both verbs ask of the lab; the caller adds its own.
     *
     * @throws IllegalArgumentException if the reason is blank
     */
    ObjectNode request(String region) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("region", region)
                .put("reason", ExecutionInput.reason(reason))
                .put("force", force);
    }
}
