package dev.drlab.cli.plan;

import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import dev.drlab.planreview.plan.PlanException;
import dev.drlab.planreview.plan.RedactedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drlab plan redact}: plans as they may be kept. */
@Command(
        name = "redact",
        description = {
            "Writes plans without the values that Terraform marks as sensitive, and without prior state and variables.",
            "They can be reviewed like the plans themselves, and kept where others can read them. What Terraform does not"
                    + " know to be a secret stays. Two plans that would do the same are the same file."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all are written", "2:could not run, or a file is no plan"})
public final class PlanRedactCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A plan, as terraform show -json prints it.")
    private List<Path> files = List.of();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Where they go, under the same names.")
    private Path to;

    @Override
    public Integer call() {
        Path file = files.get(0);
        try {
            Files.createDirectories(to);
            for (Path each : files) {
                file = each;
                Files.writeString(to.resolve(each.getFileName()), RedactedPlan.of(each));
            }
            return ExitCode.TARGETS_MET;
        } catch (PlanException e) {
            spec.commandLine().getErr().println("drlab: " + file + ": " + OneLine.of(e));
        } catch (IOException e) {
            spec.commandLine().getErr().println("drlab: " + to + " cannot be written: " + OneLine.of(e));
        }
        return ExitCode.COULD_NOT_RUN;
    }
}
