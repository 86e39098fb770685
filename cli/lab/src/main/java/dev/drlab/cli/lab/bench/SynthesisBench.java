package dev.drlab.cli.lab.bench;

import dev.drlab.contract.environment.Variables;
import dev.drlab.report.bench.BenchTable.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The time to write all stacks, as {@code cdktf synth} has it done. There is one size: the stacks are those of two
 * regions, whatever the configuration says.
 */
final class SynthesisBench implements Bench {
    private static final String ROW = "`stacks/synth`: all stacks, as a whole process";
    private static final Limit LIMIT = Limit.atMost(6);

    @Override
    public String name() {
        return "synthesis";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        Path home = Path.of(System.getProperty("drlab.home", "."));
        Optional<String> missing = missing(home);
        if (missing.isPresent()) {
            notMeasured(samples, progress, missing.get());
            return;
        }
        TimedProcess synth = new TimedProcess(
                List.of(home.resolve("stacks/synth").toString()),
                Map.of(
                        "CDKTF_OUTDIR",
                        place.reports().resolve("synthesis").toString(),
                        Variables.CONFIG,
                        home.resolve("cdktf.json").toString()),
                place.reports().resolve("synthesis.log"));
        synth.untilEnd(); // builds what is older than its sources, and fills jsii's cache
        for (int run = 1; run <= runs; run++) {
            samples.add(ROW, "s", LIMIT, synth.untilEnd());
            progress.accept("synthesis " + run + " of " + runs);
        }
    }

    static void notMeasured(Samples samples, Consumer<String> progress, String why) {
        samples.notMeasured(ROW, "s", LIMIT, why);
        progress.accept("synthesis: not measured, " + why);
    }

    /** Why it cannot be measured, in a few words. */
    static Optional<String> missing(Path home) {
        if (!Files.isExecutable(home.resolve("stacks/synth"))) {
            return Optional.of("this is no checkout of the sources: there is no stacks/synth in " + home);
        }
        return Files.isRegularFile(home.resolve("stacks/target/class-path"))
                ? Optional.empty()
                : Optional.of("stacks is not built in " + home + ": run stacks/synth once");
    }
}
