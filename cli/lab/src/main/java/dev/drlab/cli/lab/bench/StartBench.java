package dev.drlab.cli.lab.bench;

import dev.drlab.report.bench.BenchTable.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The time that whoever starts drlab waits: whole processes, started by the launcher as a person starts them. */
final class StartBench implements Bench {
    /** The step's name in the timeline, between its time and its detail. */
    private static final String UP = "  lab up ";

    private static final String HELP_ROW = "`./drlab --help` as a whole process";
    private static final Limit HELP_LIMIT = Limit.atMost(0.3);
    private static final String UP_ROW = "`./drlab up`: from the start of the process until the lab is up";
    private static final Limit UP_LIMIT = Limit.atMost(4);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        Optional<Path> launcher = launcher(System.getProperty("drlab.home", ""));
        if (launcher.isEmpty()) {
            notMeasured(samples, progress, "this was not started by drlab's launcher");
            return;
        }
        String drlab = launcher.get().toString();
        TimedProcess help = new TimedProcess(
                List.of(drlab, "--help"), Map.of(), place.reports().resolve("start-help.log"));
        TimedProcess up = new TimedProcess(
                List.of(drlab, "up", "--home", place.home().toString()),
                Map.of(),
                place.reports().resolve("start-up.log"));
        help.untilEnd(); // whether everything is built is found out now, and its files are in memory
        for (int run = 1; run <= runs; run++) {
            samples.add(HELP_ROW, "s", HELP_LIMIT, help.untilEnd());
            samples.add(UP_ROW, "s", UP_LIMIT, up.untilWritten(UP));
            progress.accept("start " + run + " of " + runs);
        }
    }

    static void notMeasured(Samples samples, Consumer<String> progress, String why) {
        samples.notMeasured(HELP_ROW, "s", HELP_LIMIT, why);
        samples.notMeasured(UP_ROW, "s", UP_LIMIT, why);
        progress.accept("start: not measured, " + why);
    }

    /** That of a checkout, or of an unpacked distribution. */
    static Optional<Path> launcher(String home) {
        return home.isBlank()
                ? Optional.empty()
                : Stream.of("drlab", "bin/drlab")
                        .map(Path.of(home)::resolve)
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst();
    }
}
