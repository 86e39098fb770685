package dev.drlab.cli.lab.bench;

import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OutputProbe;
import dev.drlab.console.RunningLab;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.lab.LabVersion;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what the README claims. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure what docs/performance.md claims, and print minimum, median and maximum as Markdown.",
            "Takes about ten minutes a run; --only measures a part."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every limit measured and met",
            "1:a limit was missed",
            "2:could not run; or a limit was not measured, and none was missed",
            "130:stopped by Ctrl-C or SIGTERM; nothing is left running"
        })
public final class BenchCommand implements Callable<Integer> {
    /** The names of {@link #BENCHES}, which an annotation must hold as a constant. */
    static final String NAMES = "outage, switchover, wan, verifier, account, restore, start, synthesis";

    static final List<Bench> BENCHES = List.of(
            new OutageBench(),
            new SwitchoverBench(),
            new WanBench(),
            new VerifierBench(),
            new AccountBench(),
            new RestoreBench(),
            new StartBench(),
            new SynthesisBench());

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "runs of each (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "the groups to measure, separated by commas: " + NAMES + " (default: all)")
    private Set<String> only = Set.of();

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = ".drlab/bench",
            description = "where bench.md, bench.json and the reports go (default: ${DEFAULT-VALUE})")
    private Path reports;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = RunningLab.DEFAULT_HOME,
            description = "the lab's data (default: ${DEFAULT-VALUE})")
    private Path home;

    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    public BenchCommand() {}

    @Override
    public Integer call() {
        if (runs < 1 || runs > 100) {
            throw new LabException("--runs is " + runs + "; it must be 1 to 100");
        }
        List<Bench> chosen = chosen();
        Path target = reports.toAbsolutePath().normalize();
        OutputProbe.directory("--report-dir", target);
        Thread bench = Thread.currentThread();
        try (CtrlC stop = new CtrlC(bench::interrupt, "the bench did not end in time")) {
            int code;
            try {
                code = measure(chosen, new BenchPlace(home.toAbsolutePath().normalize(), target));
            } catch (InterruptedException e) {
                spec.commandLine().getErr().println("drlab: " + e.getMessage());
                code = ExitCode.INTERRUPTED;
            }
            stop.finish(code);
            return code;
        }
    }

    private List<Bench> chosen() {
        List<String> known = BENCHES.stream().map(Bench::name).toList();
        only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new LabException("--only names '" + name + "'; there are " + NAMES);
        });
        return BENCHES.stream()
                .filter(bench -> only.isEmpty() || only.contains(bench.name()))
                .toList();
    }

    private int measure(List<Bench> chosen, BenchPlace place) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Samples samples = new Samples();
        for (Bench bench : chosen) {
            err.println(bench.name());
            bench.run(place, runs, samples, line -> err.println("  " + line));
        }
        BenchTable table = new BenchTable(
                "drlab bench",
                Report.Environment.ofThisMachine(LabVersion.postgres(), DrlabVersion.text()),
                "./drlab bench --runs " + runs
                        + (only.isEmpty() ? "" : " --only " + String.join(",", new TreeSet<>(only))),
                samples.rows());
        write(place.reports(), table);
        spec.commandLine().getOut().println(table.markdown());
        return exitCode(table);
    }

    /** What was not measured was not met: it is no success, and no miss. */
    static int exitCode(BenchTable table) {
        if (table.missed()) {
            return ExitCode.TARGET_MISSED;
        }
        return table.met() ? ExitCode.TARGETS_MET : ExitCode.COULD_NOT_RUN;
    }

    private static void write(Path directory, BenchTable table) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("bench.md"), table.markdown());
            Files.writeString(directory.resolve("bench.json"), table.json());
        } catch (IOException e) {
            throw new LabException("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }
}
