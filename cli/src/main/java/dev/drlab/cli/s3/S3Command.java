package dev.drlab.cli.s3;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drlab s3}: commands over buckets. */
@Command(
        name = "s3",
        description = "Restore a versioned bucket.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = S3RestoreCommand.class)
public final class S3Command implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
