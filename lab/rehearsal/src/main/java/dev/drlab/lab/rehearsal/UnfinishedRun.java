package dev.drlab.lab.rehearsal;

import dev.drlab.lab.simulation.LabException;
import java.nio.file.Path;

/** A rehearsal that could not go on; what is known of it was written. */
public final class UnfinishedRun extends LabException {
    private static final long serialVersionUID = 1;

    private final transient Path directory;

    /** @param directory where the report and the logs are */
    UnfinishedRun(String message, Path directory, Throwable cause) {
        super(message + "; what is known, and the logs, are in " + directory, cause);
        this.directory = directory;
    }

    /** Where {@code report.json}, {@code report.html} and the logs are. */
    public Path directory() {
        return directory;
    }
}
