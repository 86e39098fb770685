package dev.drlab.cli.version;

import dev.drlab.contract.version.BuildProperties;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What this drlab was built from.
 *
 * @param commit the first twelve digits of the commit, or {@code unknown}: a build of sources without their history
 * @param date the commit's day in UTC, such as {@code 2026-01-31}. It stands for the build's: the same commit gives the same
 *     bytes whenever it is built
 * @param changed whether the sources had changes that are not in the commit
 */
public record Origin(String commit, String date, boolean changed) {
    private static final String UNKNOWN = "unknown";

    /** Checks that both are given. */
    public Origin {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(date, "date");
    }

    /** As the build wrote it. */
    public static Origin ofThisBuild() {
        return new Origin(read("commit"), read("date"), Boolean.parseBoolean(read("dirty")));
    }

    private static String read(String name) {
        return BuildProperties.read(Origin.class, name);
    }

    /** The commit's day, when it is known. */
    public Optional<LocalDate> day() {
        return commit.equals(UNKNOWN) ? Optional.empty() : Optional.of(LocalDate.parse(date));
    }

    /** Such as {@code commit 0123456789ab of 2026-01-31}. */
    public String text() {
        if (commit.equals(UNKNOWN)) {
            return "commit unknown";
        }
        return "commit " + commit + " of " + date + (changed ? ", with changes" : "");
    }
}
