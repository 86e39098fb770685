package dev.drlab.cli;

import dev.drlab.lab.LabException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code drlab} command line. Exit codes: 0 targets met, 1 missed, 2 could not run. */
@Command(
        name = "drlab",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Two-region warm-standby disaster recovery for PostgreSQL services, with the evidence.",
            "Start with: drlab rehearse"
        },
        subcommands = {
            RehearseCommand.class,
            SoakCommand.class,
            dev.drlab.cli.bench.BenchCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ActivateCommand.class,
            ReprotectCommand.class,
            KillCommand.class,
            RestoreCommand.class,
            dev.drlab.cli.rpo.RpoCommand.class,
            dev.drlab.cli.s3.S3Command.class,
            dev.drlab.cli.bootstrap.BootstrapCommand.class,
            dev.drlab.cli.cost.CostCommand.class,
            dev.drlab.cli.readiness.ReadinessCommand.class,
            dev.drlab.cli.plan.PlanCommand.class,
            dev.drlab.cli.breakglass.BreakGlassCommand.class,
            dev.drlab.cli.drill.DrillCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:targets met",
            "1:a target was missed",
            "2:could not run",
            "130:stopped by Ctrl-C, where a command's own list does not say otherwise"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs the command line; the exit code. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::badInput);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return written(line, line.execute(args));
    }

    /** A result that did not arrive is none, whatever it was. */
    private static int written(CommandLine line, int code) {
        if (line.getOut().checkError()) {
            line.getErr().println("drlab: the output could not be written: no space is left, or its reader is gone");
            return ExitCode.COULD_NOT_RUN;
        }
        return code;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badInput(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("drlab: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.COULD_NOT_RUN;
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof LabException) {
            command.getErr().println("drlab: " + e.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (e instanceof InterruptedException) {
            command.getErr().println("drlab: interrupted");
            return ExitCode.COULD_NOT_RUN;
        }
        command.getErr().println("drlab: unexpected: " + e);
        e.printStackTrace(command.getErr());
        return ExitCode.COULD_NOT_RUN;
    }

    /** True when colour may be used. */
    static boolean colour() {
        return Ansi.AUTO.enabled();
    }
}
