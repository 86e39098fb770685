package dev.drlab.cli.drill;

import dev.drlab.cli.option.ExecutionOptions;
import dev.drlab.drill.DrillContext;
import dev.drlab.drill.ReprotectSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drlab drill reprotect}. */
@Command(
        name = "reprotect",
        mixinStandardHelpOptions = true,
        description =
                "Rebuild a region as the warm standby of the active one: start reprotect in Step Functions and follow"
                        + " it to its end.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is the standby",
            "1:reprotect refused or failed",
            "2:could not run, or could not go on",
            "130:stopped by Ctrl-C; reprotect goes on in AWS, and the same command goes on with it"
        })
final class DrillReprotectCommand implements Callable<Integer> {
    private final DrillContext context;

    @Parameters(index = "0", paramLabel = "REGION", description = "the region to rebuild; never the active one")
    private String region;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            required = true,
            description = "for what is needed to go on with it; one for each drill")
    private Path directory;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "drill",
            description = "for the record (default: ${DEFAULT-VALUE})")
    private String reason;

    @Mixin
    private PlaceOptions place;

    @Spec
    private CommandSpec spec;

    DrillReprotectCommand() {
        this(DrillContext.real());
    }

    DrillReprotectCommand(DrillContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            return new ReprotectSession(
                            context,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr(),
                            new ReprotectSession.Request(
                                    region,
                                    place.peer(),
                                    directory,
                                    place.project(),
                                    ExecutionOptions.requireReason(reason)),
                            place.yes())
                    .run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
