package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.cli.option.ExecutionOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the commands that start an execution. */
final class StartOptions extends SessionOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "why, in a few words, for the notification")
    private String reason;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "a new file for the run's events, from which it can be resumed (default: one in .drlab/break-glass,"
                            + " named after start, verb and region)")
    private Path journal;

    /** Runs it; the exit code. */
    int start(BreakGlassContext context, ExecutionOptions options) {
        return session(context).start(options.request(reason, context.clock()), Optional.ofNullable(journal));
    }
}
