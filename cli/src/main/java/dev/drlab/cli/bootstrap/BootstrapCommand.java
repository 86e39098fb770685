package dev.drlab.cli.bootstrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drlab bootstrap}: fills a freshly deployed pair of regions, in two phases. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = {
            "Fill a freshly deployed pair of regions on AWS, in two phases.",
            "artifacts: after the data stacks. database: after the orchestration stacks."
        },
        subcommands = {ArtifactsCommand.class, DatabaseCommand.class})
public final class BootstrapCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    public BootstrapCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bootstrap needs a phase: artifacts or database");
    }
}
