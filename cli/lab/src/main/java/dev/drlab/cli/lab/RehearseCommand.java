package dev.drlab.cli.lab;

import dev.drlab.cli.option.DurationConverter;
import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Shell;
import dev.drlab.lab.rehearsal.Rehearsal;
import dev.drlab.lab.rehearsal.RehearsalResult;
import dev.drlab.lab.rehearsal.RehearsalSeries;
import dev.drlab.lab.rehearsal.RunInterrupted;
import dev.drlab.lab.rehearsal.SeriesResult;
import dev.drlab.lab.rehearsal.UnfinishedRun;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.TrafficOptions;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.terminal.TerminalReport;
import dev.drlab.report.terminal.TerminalSummary;
import dev.drlab.workload.account.ServiceTargets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one scenario, or all of them, each in a lab of its own, and reports what it cost. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = "Lose or leave a region on this machine, recover it, and prove what it cost.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:targets met",
            "1:a target was missed",
            "2:could not run",
            "130:stopped by Ctrl-C or SIGTERM; what is known was written, nothing is left running"
        })
final class RehearseCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = "primary-outage",
            completionCandidates = Scenarios.class,
            description = "one of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private String scenario;

    @Mixin
    private LabSettings lab;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "writes/s through the front door (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--canary-rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "canary rows/s, one commit each (default: ${DEFAULT-VALUE})")
    private int canaryRate;

    @Option(
            names = "--connection-age",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = {
                "age at which a client renews a connection and asks DNS again; 100ms to 1h",
                "(default: it keeps each for as long as it lasts, and the old region forwards what comes over it;",
                "partition: always 1s)"
            })
    private Duration connectionAge;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "steady traffic before the event (default: ${DEFAULT-VALUE})")
    private Duration duration;

    @Option(
            names = "--target-rpo",
            paramLabel = "TIME",
            defaultValue = "300s",
            converter = DurationConverter.class,
            description = "most that may be lost in a failover (default: ${DEFAULT-VALUE})")
    private Duration rpoTarget;

    @Option(
            names = "--target-rto",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "longest time until the service is fully back (default: ${DEFAULT-VALUE})")
    private Duration rtoTarget;

    @Option(
            names = "--target-gap",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = {
                "longest time without an accepted write, in every part of the run but an outage itself",
                "(default: a tenth of --target-rto, 10s at most; in a planned move --promote-delay comes on top)"
            })
    private Duration gapTarget;

    @Option(
            names = "--target-failed",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = {
                "largest share of requests that may fail, in every part of the run but an outage itself",
                "(default: ${DEFAULT-VALUE})"
            })
    private double failedTarget;

    @Mixin
    private RunOutput output;

    @Option(names = "--keep", description = "leave the lab's data and logs beside the report")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireKnown();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RehearsalOptions options = options();
        output.probe();
        TimelinePrinter timeline = output.timeline(out, err);
        Thread run = Thread.currentThread();
        try (CtrlC stop = new CtrlC(run::interrupt, "the rehearsal did not end in time")) {
            int code =
                    scenario.equals(RehearsalOptions.ALL) ? all(options, timeline, out) : one(options, timeline, out);
            stop.finish(code);
            return code;
        }
    }

    private int one(RehearsalOptions options, TimelinePrinter timeline, PrintWriter out) throws IOException {
        try {
            RehearsalResult result = Rehearsal.run(Scenario.parse(scenario), options, timeline);
            show(result, out);
            return result.report().verdict() == Report.Verdict.PASS ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
        } catch (UnfinishedRun e) {
            showUnfinished(e.directory(), e.getMessage(), out);
            return ExitCode.COULD_NOT_RUN;
        } catch (RunInterrupted e) {
            showUnfinished(e.directory(), e.getMessage(), out);
            return ExitCode.INTERRUPTED;
        } catch (InterruptedException e) {
            spec.commandLine().getErr().println("drlab: interrupted before the lab had begun");
            return ExitCode.INTERRUPTED;
        }
    }

    private void showUnfinished(Path directory, String message, PrintWriter out) throws IOException {
        if (output.json()) {
            out.println(Files.readString(directory.resolve("report.json")));
        }
        spec.commandLine().getErr().println("drlab: " + message);
    }

    private void requireKnown() {
        List<String> known = new Scenarios().titles();
        if (!known.contains(scenario)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no scenario '" + scenario + "'; there are " + String.join(", ", known));
        }
    }

    private int all(RehearsalOptions options, TimelinePrinter timeline, PrintWriter out) {
        SeriesResult result = RehearsalSeries.runAll(options, timeline);
        if (output.json()) {
            out.println(result.summary().json());
        } else {
            out.println();
            out.println(TerminalSummary.text(result.summary(), result.page(), Ansi.AUTO.enabled()));
        }
        if (result.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return switch (result.summary().verdict()) {
            case PASS -> ExitCode.TARGETS_MET;
            case FAIL -> ExitCode.TARGET_MISSED;
            case ERROR -> ExitCode.COULD_NOT_RUN;
        };
    }

    private RehearsalOptions options() {
        return new RehearsalOptions(
                lab.options(),
                new TrafficOptions(rate, canaryRate, Optional.ofNullable(connectionAge)),
                duration,
                rpoTarget,
                rtoTarget,
                new ServiceTargets(Optional.ofNullable(gapTarget), failedTarget / 100),
                output.directory(),
                keep,
                commandLine());
    }

    private void show(RehearsalResult result, PrintWriter out) {
        if (output.json()) {
            out.println(ReportJson.text(result.report()));
            return;
        }
        out.println();
        out.println(TerminalReport.text(result.report(), result.htmlReport(), Ansi.AUTO.enabled()));
    }

    private String commandLine() {
        List<String> original = spec.commandLine().getParseResult().originalArgs();
        return commandLine(spec, scenario, original.subList(original.indexOf(spec.name()) + 1, original.size()));
    }

    /** The command that repeats it, the scenario first: a series puts another there. */
    static String commandLine(CommandSpec spec, String scenario, List<String> given) {
        List<String> words = new ArrayList<>(List.of("./drlab", "rehearse", scenario));
        boolean value = false; // an option's may be a scenario's name
        for (String word : given) {
            if (value || !word.equals(scenario)) {
                words.add(word);
            }
            OptionSpec option = spec.findOption(word);
            value = !value && option != null && option.arity().max() > 0;
        }
        return Shell.line(words);
    }

    /** The titles for the help text. */
    static final class Scenarios implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return titles().iterator();
        }

        List<String> titles() {
            return Stream.concat(Arrays.stream(Scenario.values()).map(Scenario::title), Stream.of(RehearsalOptions.ALL))
                    .toList();
        }
    }
}
