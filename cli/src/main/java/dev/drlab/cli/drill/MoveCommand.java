package dev.drlab.cli.drill;

import dev.drlab.drill.DrillContext;
import dev.drlab.drill.MoveSession;
import dev.drlab.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The common part of {@code drill switchover} and {@code drill failover}: all but the mode and the words. */
abstract class MoveCommand implements Callable<Integer> {
    private final Report.Mode mode;
    private final DrillContext context;

    @Parameters(index = "0", paramLabel = "REGION", description = "the region that is to become the writer")
    private String region;

    @Mixin
    private MoveOptions move;

    @Mixin
    private PlaceOptions place;

    @Spec
    private CommandSpec spec;

    MoveCommand(Report.Mode mode, DrillContext context) {
        this.mode = mode;
        this.context = context;
    }

    @Override
    public final Integer call() throws InterruptedException {
        try {
            return new MoveSession(
                            context,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr(),
                            move.request(mode, region, place),
                            place.yes())
                    .run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
