package dev.drlab.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs programs of this machine, in the source directory. */
public final class SystemCommands implements Commands {
    private final Path directory;

    /** Commands run in {@code directory}. */
    public SystemCommands(Path directory) {
        this.directory = directory;
    }

    @Override
    public int run(List<String> command, Optional<String> input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            try (OutputStream standardInput = process.getOutputStream()) {
                if (input.isPresent()) {
                    standardInput.write(input.get().getBytes(StandardCharsets.UTF_8));
                }
            }
            try (InputStream output = process.getInputStream()) {
                output.transferTo(System.err);
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
