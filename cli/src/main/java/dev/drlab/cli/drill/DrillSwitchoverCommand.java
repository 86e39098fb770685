package dev.drlab.cli.drill;

import dev.drlab.drill.DrillContext;
import dev.drlab.report.Report;
import picocli.CommandLine.Command;

/** {@code drlab drill switchover}. */
@Command(
        name = "switchover",
        mixinStandardHelpOptions = true,
        description = "Move the service to a region while both live, and prove that nothing was lost.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every target was met, and all of them were measured",
            "1:a target was missed or not measured, or activate refused or failed",
            "2:could not run, or could not go on",
            "130:stopped by Ctrl-C; what goes on in AWS is named, and the same command goes on with it"
        })
final class DrillSwitchoverCommand extends MoveCommand {
    DrillSwitchoverCommand() {
        this(DrillContext.real());
    }

    DrillSwitchoverCommand(DrillContext context) {
        super(Report.Mode.PLANNED, context);
    }
}
