package dev.drlab.cli.drill;

import dev.drlab.drill.DrillContext;
import dev.drlab.report.Report;
import picocli.CommandLine.Command;

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
final class DrillFailoverCommand extends MoveCommand {
    DrillFailoverCommand() {
        this(DrillContext.real());
    }

    DrillFailoverCommand(DrillContext context) {
        super(Report.Mode.UNPLANNED, context);
    }
}
