package dev.drlab.cli.drill;

import dev.drlab.lab.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drlab drill failover}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = {
            "Take the other region away from the service, recover it in this one, and count what was lost.",
            "The fault stays until restore-fault takes it back; the same command goes on with a drill that was stopped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every target was met, and all of them were measured",
            "1:a target was missed or not measured, or activate refused or failed",
            "2:could not run, or could not go on",
            "130:stopped by Ctrl-C; what goes on in AWS is named, and the command that takes the fault back"
        })
final class DrillFailoverCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "REGION", description = "the region that is to become the writer")
    private String region;

    @Mixin
    private MoveOptions move;

    @Mixin
    private PlaceOptions place;

    @Spec
    private CommandSpec spec;

    DrillFailoverCommand() {
        this(Surroundings.real());
    }

    DrillFailoverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return new MoveSession(
                            surroundings,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr(),
                            move.order(Report.Mode.UNPLANNED, region, place),
                            place.yes())
                    .run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
