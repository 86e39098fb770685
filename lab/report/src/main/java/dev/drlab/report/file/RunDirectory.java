package dev.drlab.report.file;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The directory of one run: {@code <start>-<name>}, in UTC, so that runs sort by time. */
public final class RunDirectory {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RunDirectory() {}

    /** Where a run of that name, started then, keeps its report; it is not made. */
    public static Path of(Path reports, Instant startedAt, String name) {
        return reports.resolve(STAMP.format(startedAt) + "-" + name);
    }
}
