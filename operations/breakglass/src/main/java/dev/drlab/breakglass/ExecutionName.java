package dev.drlab.breakglass;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an execution: the owner of the lock, as whoever meets it reads it, and the first line of the journal,
 * from which {@code resume} knows where to go on. At most 80 characters, as in Step Functions.
 *
 * @param verb name of the definition
 * @param region where it runs
 * @param account in which it runs, 12 digits
 * @param start when it was started, and what tells it from others of the same second
 */
record ExecutionName(String verb, String region, String account, String start) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern TEXT = Pattern.compile(
            "break-glass-(?<verb>[a-z]+)-(?<region>[a-z]+(?:-[a-z]+)+-[0-9]+)-(?<account>[0-9]{12})-(?<start>[0-9TZ]+-[0-9a-f]{8})");

    /** Refuses what {@link #parse} would not read back. */
    ExecutionName {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(start, "start");
        String text = text(verb, region, account, start);
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no name of a break-glass execution");
        }
    }

    /**
     * The {@link #start} of an execution that starts now. {@code random} tells it from every other, because who has the
     * same name has the same lock, and the same journal.
     */
    static String start(Instant at, int random) {
        return STAMP.format(at) + "-" + String.format("%08x", random);
    }

    /** Empty for an execution that something else started. */
    static Optional<ExecutionName> parse(String text) {
        Matcher match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new ExecutionName(
                        match.group("verb"), match.group("region"), match.group("account"), match.group("start")))
                : Optional.empty();
    }

    /** As the journal and the lock have it. */
    String text() {
        return text(verb, region, account, start);
    }

    private static String text(String verb, String region, String account, String start) {
        return "break-glass-" + verb + "-" + region + "-" + account + "-" + start;
    }
}
