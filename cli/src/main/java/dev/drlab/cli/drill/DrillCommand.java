package dev.drlab.cli.drill;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drlab drill}: real moves of a real deployment, measured as a rehearsal is. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Make a real move of a real deployment on AWS, under traffic, and measure it with the report of a rehearsal.",
            "The state machines do it in Step Functions; this command starts and follows them. Credentials: the AWS SDK's"
                    + " default chain (AWS_PROFILE, AWS_ACCESS_KEY_ID, ...). See docs/drill.md."
        },
        subcommands = {
            DrillSwitchoverCommand.class,
            DrillFailoverCommand.class,
            DrillReprotectCommand.class,
            DrillRestoreFaultCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class DrillCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    public DrillCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "drill needs a command, such as switchover");
    }
}
