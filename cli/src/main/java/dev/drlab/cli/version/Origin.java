package dev.drlab.cli.version;

import dev.drlab.contract.version.BuildProperties;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source that this drlab was built from.
 *
 * @param commit the first twelve digits of the commit; empty for a build of sources without their history, or without git
 * @param day the commit's, in UTC. It stands for the build's: the same commit gives the same bytes whenever it is built
 * @param changed whether the sources had changes that are not in the commit
 */
public record Origin(Optional<String> commit, Optional<LocalDate> day, boolean changed) {
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{12,40}) of (\\d{4}-\\d{2}-\\d{2})");

    /** Checks that both are given. */
    public Origin {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(day, "day");
    }

    /** As the build wrote it. */
    public static Origin ofThisBuild() {
        return of(BuildProperties.read(Origin.class, "commit"), BuildProperties.read(Origin.class, "clean"));
    }

    /** Reads git's output, which may be empty. */
    static Origin of(String commit, String clean) {
        Matcher said = COMMIT.matcher(commit);
        return said.matches()
                ? new Origin(
                        Optional.of(said.group(1)), Optional.of(LocalDate.parse(said.group(2))), !clean.equals("true"))
                : new Origin(Optional.empty(), Optional.empty(), false);
    }

    /** Such as {@code commit 0123456789ab of 2026-01-31}. */
    public String text() {
        return commit.map(id ->
                        "commit " + id + day.map(date -> " of " + date).orElse("") + (changed ? ", with changes" : ""))
                .orElse("commit unknown");
    }
}
