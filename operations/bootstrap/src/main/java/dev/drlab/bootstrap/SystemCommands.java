package dev.drlab.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs programs of this machine, and by their path those of the source directory, in that directory. */
public final class SystemCommands implements Commands {
    private final Path directory;

    /** Commands run in {@code directory}. */
    public SystemCommands(Path directory) {
        this.directory = directory;
    }

    @Override
    public int run(List<String> command, Optional<String> input) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>(command);
        if (command.get(0).contains("/")) {
            found.set(0, directory.toAbsolutePath().resolve(command.get(0)).toString());
        }
        Process process = new ProcessBuilder(found)
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
