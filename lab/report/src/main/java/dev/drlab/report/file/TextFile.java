package dev.drlab.report.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a whole text file. */
public final class TextFile {
    private TextFile() {}

    /** UTF-8; missing folders are made, an existing file is replaced. */
    public static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }
}
