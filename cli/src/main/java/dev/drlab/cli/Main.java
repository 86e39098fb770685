package dev.drlab.cli;

import dev.drlab.cli.bootstrap.BootstrapCommand;
import dev.drlab.cli.breakglass.BreakGlassCommand;
import dev.drlab.cli.cost.CostCommand;
import dev.drlab.cli.doctor.DoctorCommand;
import dev.drlab.cli.drill.DrillCommand;
import dev.drlab.cli.plan.PlanCommand;
import dev.drlab.cli.readiness.ReadinessCommand;
import dev.drlab.cli.rpo.RpoCommand;
import dev.drlab.cli.s3.S3Command;
import dev.drlab.cli.version.FullDistribution;
import dev.drlab.cli.version.VersionProvider;
import dev.drlab.console.CommandGroup;
import dev.drlab.console.ExitCode;
import dev.drlab.contract.failure.DescribedFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:targets met",
            "1:a target was missed",
            "2:could not run",
            "130:stopped by Ctrl-C, where a command's own list does not say otherwise"
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /** The commands for AWS, any database or files; the lab's commands come before them. */
    private static final List<Class<?>> OPERATIONS = List.of(
            RpoCommand.class,
            S3Command.class,
            BootstrapCommand.class,
            CostCommand.class,
            PlanCommand.class,
            ReadinessCommand.class,
            BreakGlassCommand.class,
            DrillCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class);
    /** Told apart from a misspelt command where the lab is not on the class path. */
    private static final Set<String> IN_A_LAB =
            Set.of("rehearse", "soak", "bench", "up", "status", "activate", "reprotect", "kill", "restore");

    @Spec
    private CommandSpec spec;

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** The command with all that this distribution has: for what describes it, such as its manual. */
    public static CommandLine commandLine() {
        return commandLine(name -> true);
    }

    /**
     * Each command's options are read by reflection, which takes longer than most commands do: those that are not wanted are
     * only listed.
     */
    private static CommandLine commandLine(Predicate<String> wanted) {
        CommandLine line = new CommandLine(new Main());
        for (Class<?> type : commands()) {
            Command described = type.getAnnotation(Command.class);
            if (wanted.test(described.name())) {
                line.addSubcommand(type);
            } else {
                CommandSpec listed = CommandSpec.create().name(described.name());
                listed.usageMessage().header(described.header()).description(described.description());
                line.addSubcommand(described.name(), listed);
            }
        }
        return line;
    }

    private static List<Class<?>> commands() {
        List<Class<?>> commands = new ArrayList<>();
        ServiceLoader.load(CommandGroup.class).forEach(group -> commands.addAll(group.commands()));
        commands.addAll(OPERATIONS);
        return commands;
    }

    /** Runs the command line; the exit code. */
    static int run(String... args) {
        CommandLine line = commandLine(List.of(args)::contains);
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
        if (args.length > 0 && IN_A_LAB.contains(args[0]) && !hasLab()) {
            err.println("drlab: '" + args[0] + "' runs in a lab, which this distribution does not have; unpack "
                    + FullDistribution.name() + " in place of it");
            return ExitCode.COULD_NOT_RUN;
        }
        err.println("drlab: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.COULD_NOT_RUN;
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof DescribedFailure) {
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

    private static boolean hasLab() {
        return ServiceLoader.load(CommandGroup.class).findFirst().isPresent();
    }
}
