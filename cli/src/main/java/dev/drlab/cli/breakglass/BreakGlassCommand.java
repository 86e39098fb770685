package dev.drlab.cli.breakglass;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drlab break-glass}: runs the state machines from here when Step Functions is out of reach. */
@Command(
        name = "break-glass",
        mixinStandardHelpOptions = true,
        description = {
            "Run the state machines from this machine against AWS, when Step Functions is out of reach.",
            "Same files, same lock: an execution of either keeps out the other's. Credentials: the AWS SDK's default"
                    + " chain (AWS_PROFILE, AWS_ACCESS_KEY_ID, ...). See docs/breakglass.md."
        },
        subcommands = {BreakGlassActivateCommand.class, BreakGlassReprotectCommand.class, BreakGlassResumeCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class BreakGlassCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    public BreakGlassCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "break-glass needs a command: activate, reprotect or resume");
    }
}
