package dev.drlab.cli.plan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drlab plan}: its subcommands do the work. */
@Command(
        name = "plan",
        description = "Says what Terraform's plans mean for recovery.",
        subcommands = {PlanReviewCommand.class, PlanRedactCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PlanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
