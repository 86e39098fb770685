package dev.drlab.cli.lab;

import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.lab.soak.Soak;
import dev.drlab.lab.soak.SoakOptions;
import dev.drlab.report.soak.SoakReport;
import dev.drlab.report.terminal.TerminalSoak;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Disturbs one lab at random until its time is up or a commit is not accounted for. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Repeat random faults and moves on one lab, with runners killed at random, and account for every acknowledged"
                    + " commit after each round.",
            "Stops at the first violation and keeps the lab's data; Ctrl-C ends it with the rounds that are complete."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no violation, and the service was fully back after every round",
            "1:a violation, no full recovery after a round, or no round was completed",
            "2:could not run",
            "130:stopped by Ctrl-C; what was found until then is in soak.json"
        })
final class SoakCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = {"how long new rounds are begun, 1 to 720", "(default: ${DEFAULT-VALUE})"})
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "repeats the order of an earlier soak's rounds (default: a random one, which is printed)")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "writes/s through the front door (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--canary-rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "canary rows/s, one commit each (default: ${DEFAULT-VALUE})")
    private int canaryRate;

    @Option(
            names = "--foreign-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "transactions/s of somebody else's application: pgbench through PgBouncer, which must be installed",
                "(default: ${DEFAULT-VALUE}, none)"
            })
    private int foreignRate;

    @Mixin
    private RunOutput output;

    @Mixin
    private LabSettings lab;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        SoakOptions options = new SoakOptions(
                lab.options(),
                rate,
                canaryRate,
                foreignRate,
                Duration.ofMinutes(minutes),
                chosen,
                output.directory(),
                "./drlab soak --minutes " + minutes + " --rate " + rate + " --canary-rate " + canaryRate
                        + (foreignRate == 0 ? "" : " --foreign-rate " + foreignRate) + " --seed " + chosen);
        output.probe();
        TimelinePrinter timeline = output.timeline(out, err);
        timeline.step("soak", minutes + " min, seed " + chosen);
        Thread soak = Thread.currentThread();
        try (CtrlC stop = new CtrlC(soak::interrupt, "the soak did not end in time")) {
            Soak.Result result = Soak.run(options, timeline);
            out.println(
                    output.json()
                            ? result.report().json()
                            : "\n" + TerminalSoak.text(result.report(), result.directory()));
            int code = exitCode(result.report());
            stop.finish(code);
            return code;
        }
    }

    private static int exitCode(SoakReport report) {
        if (report.ending() == SoakReport.Ending.INTERRUPTED) {
            return ExitCode.INTERRUPTED;
        }
        return report.passed() ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }
}
