package dev.drlab.lab;

import dev.drlab.agent.EvidenceStore;
import dev.drlab.contract.host.PrivateFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Keeps the lists of diverged commits as files {@code <name>.jsonl} in one directory, each readable by its owner only. */
final class EvidenceDirectory implements EvidenceStore {
    private final Path directory;

    /** The directory is made when the first list is. */
    EvidenceDirectory(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    @Override
    public Sheet open(String name) throws IOException {
        Path file = directory.resolve(name + ".jsonl");
        Files.createDirectories(directory);
        BufferedWriter writer = PrivateFile.writer(file, StandardOpenOption.TRUNCATE_EXISTING);
        return new Sheet() {
            @Override
            public void line(String json) throws IOException {
                writer.write(json);
                writer.write('\n');
            }

            @Override
            public String location() {
                return file.toString();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
