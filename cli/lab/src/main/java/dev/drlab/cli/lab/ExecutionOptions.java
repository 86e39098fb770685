package dev.drlab.cli.lab;

import dev.drlab.console.ExecutionInput;
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
     * Why.
     *
     * @throws IllegalArgumentException if it is blank
     */
    String reason() {
        return ExecutionInput.reason(reason);
    }

    /** Whether a lock is taken over. */
    boolean force() {
        return force;
    }
}
