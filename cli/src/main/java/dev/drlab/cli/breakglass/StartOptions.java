package dev.drlab.cli.breakglass;

import dev.drlab.console.ExecutionInput;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the commands that start an execution take. */
final class StartOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "why, in a few words, for the notification")
    private String reason;

    @Option(
            names = "--force",
            description =
                    "take over the lock of an execution that is surely dead; one in Step Functions must be stopped"
                            + " there first")
    private boolean force;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "a new file for the run's events, from which it can be resumed (default: one in .drlab/break-glass,"
                            + " named after start, verb and region)")
    private Path journal;

    /** @throws IllegalArgumentException if there is none in it */
    String reason() {
        return ExecutionInput.reason(reason);
    }

    boolean force() {
        return force;
    }

    Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }
}
