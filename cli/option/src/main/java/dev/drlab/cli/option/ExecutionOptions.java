package dev.drlab.cli.option;

import dev.drlab.console.execution.ExecutionRequest;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of an execution, wherever it runs. All are checked before anything is called. */
public abstract class ExecutionOptions {
    @Option(
            names = "--force",
            description =
                    "take over the lock of an execution that is surely dead; one that still runs must be stopped first")
    private boolean force;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ExecutionOptions() {}

    /**
     * The execution that they describe.
     *
     * @param reason as it was given
     * @param clock tells what is still to come
     * @throws ParameterException naming the option that is wrong
     */
    public final ExecutionRequest request(String reason, InstantSource clock) {
        try {
            return request(requireReason(reason), force, clock);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException naming the option that is wrong */
    abstract ExecutionRequest request(String reason, boolean force, InstantSource clock);

    /**
     * The reason itself.
     *
     * @throws IllegalArgumentException naming the option, if there is none in it
     */
    public static String requireReason(String given) {
        if (given.isBlank()) {
            throw new IllegalArgumentException("--reason is blank; say in a few words why");
        }
        return given;
    }
}
