package dev.drlab.cli.cost;

import dev.drlab.contract.environment.Variables;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.SynthesizedStacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Synthesizes stacks by the sources' own script, into a directory that is gone afterwards. */
final class Synthesis {
    private final Path script;

    /** By the sources in the directory. */
    Synthesis(Path source) {
        this.script = source.toAbsolutePath().resolve("stacks").resolve("synth");
    }

    /**
     * The stacks of a configuration.
     *
     * @param config a {@code cdktf.json}
     * @throws CostException if there are no sources, or the script refuses; what it says is on standard error
     * @throws IOException if the directory cannot be made, or the script not started
     * @throws InterruptedException if the thread is interrupted; the script is ended then
     */
    SynthesizedStacks of(Path config) throws IOException, InterruptedException {
        if (!Files.isExecutable(script)) {
            throw new CostException(
                    "there is no " + script + ", which makes the stacks: run the command of a checkout of"
                            + " the sources, or name stacks that are there with --stacks");
        }
        if (!Files.isRegularFile(config)) {
            throw new CostException("there is no file " + config + ": --config names a cdktf.json");
        }
        Path directory = Files.createTempDirectory("drlab-cost");
        try {
            run(config, directory);
            return SynthesizedStacks.read(directory);
        } finally {
            delete(directory);
        }
    }

    private void run(Path config, Path directory) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        builder.environment().put(Variables.CONFIG, config.toAbsolutePath().toString());
        builder.environment().put("CDKTF_OUTDIR", directory.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                output.transferTo(System.err);
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new CostException("the stacks of " + config + " could not be synthesized (exit code " + code
                        + "): the reason is above");
            }
        } finally {
            process.destroy();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
