package dev.drlab.lab.rehearsal;

import java.nio.file.Path;

/** A rehearsal that was interrupted; what is known of it was written. */
public final class RunInterrupted extends InterruptedException {
    private static final long serialVersionUID = 1;

    private final transient Path directory;

    /** @param directory where the report and the logs are */
    RunInterrupted(Path directory) {
        super("interrupted; what is known until then, and the logs, are in " + directory);
        this.directory = directory;
    }

    /** Where {@code report.json}, {@code report.html} and the logs are. */
    public Path directory() {
        return directory;
    }
}
