package dev.drlab.console;

import dev.drlab.contract.failure.DescribedFailure;
import dev.drlab.contract.failure.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tries, before a long run, whether its results can be written. */
public final class OutputProbe {
    private OutputProbe() {}

    /**
     * Makes the directory if absent, and a file in it that is gone again.
     *
     * @throws DescribedFailure naming the option, the directory and the cause, when that fails
     */
    public static void directory(String option, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "probe-", ""));
        } catch (IOException e) {
            throw new DescribedFailure(
                    option + ": cannot write in " + directory + ": " + FileFailure.cause(e)
                            + "; name another directory",
                    e);
        }
    }

    /**
     * Opens the file for writing and changes nothing in it; one that was not there is gone again.
     *
     * @throws DescribedFailure naming the option, the file and the cause, when that fails
     */
    public static void file(String option, Path file) {
        boolean there = Files.exists(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            if (!there) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DescribedFailure(
                    option + ": cannot write " + file + ": " + FileFailure.cause(e) + "; name another file", e);
        }
    }
}
