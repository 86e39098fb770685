package dev.drlab.cli.drill;

import dev.drlab.cli.option.ProjectOption;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import dev.drlab.drill.DrillContext;
import dev.drlab.drill.cloud.DrillRegion;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.files.FaultFiles;
import dev.drlab.region.Identity;
import dev.drlab.region.RegionName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code drlab drill restore-fault}. */
@Command(
        name = "restore-fault",
        mixinStandardHelpOptions = true,
        description = {
            "Take back the fault that failover put in: exactly what was there, wherever the fault is still in place.",
            "May be repeated."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no fault is in place any more", "2:could not run"})
final class DrillRestoreFaultCommand implements Callable<Integer> {
    private final DrillContext context;

    @Parameters(index = "0", paramLabel = "REGION", description = "the region that was lost")
    private String region;

    @Mixin
    private ProjectOption project;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            description = "of the failover (default: what its drill left in .drlab/faults)")
    private Path directory;

    @Spec
    private CommandSpec spec;

    DrillRestoreFaultCommand() {
        this(DrillContext.real());
    }

    DrillRestoreFaultCommand(DrillContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            RegionName.require(region);
            FaultRecord there = FaultFiles.read(context.faults(), directory, project.name(), region);
            try (DrillRegion lost = context.cloud().apply(project.name()).region(region)) {
                Identity identity = lost.identity();
                if (!identity.account().equals(there.account())) {
                    throw new CannotRunException("the fault is in account " + there.account()
                            + ", and these credentials are of " + identity.account() + "; choose others");
                }
                lost.fault(lost.runbook()).takeBack(there).forEach(out::println);
            }
            out.flush();
            return ExitCode.TARGETS_MET;
        } catch (CannotRunException e) {
            return cannotRun(e.getMessage());
        } catch (SdkException e) {
            return cannotRun(OneLine.of(e) + "; run the same command again when the cause is mended");
        }
    }

    private int cannotRun(String why) {
        spec.commandLine().getErr().println("drlab: drill: " + why);
        return ExitCode.COULD_NOT_RUN;
    }
}
