package dev.drlab.agent.wal.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a transaction: COMMIT, ABORT, and both of prepared transactions, which carry the transaction's id in the
 * description. The session's time zone has to be UTC.
 *
 * @param prepared id of the prepared transaction that ends; empty for others
 * @param at when it ended
 * @param subtransactions that end with it; one that was rolled back has an ABORT of its own
 */
record EndRecord(OptionalLong prepared, Instant at, long[] subtransactions) {
    private static final Pattern HEAD =
            Pattern.compile("(?:(\\d+): )?(\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(?:\\+00| UTC)");
    private static final String SUBTRANSACTIONS = "; subxacts:";

    /** How one ends. */
    enum Kind {
        COMMIT,
        ABORT
    }

    /** Whether the record's type ends a transaction, and how. */
    static Optional<Kind> kind(String type) {
        return switch (type) {
            case "COMMIT", "COMMIT_PREPARED" -> Optional.of(Kind.COMMIT);
            case "ABORT", "ABORT_PREPARED" -> Optional.of(Kind.ABORT);
            default -> Optional.empty();
        };
    }

    /** @throws WalFormatException when the description is not understood */
    static EndRecord parse(String type, String description) {
        Matcher head = HEAD.matcher(description);
        if (!head.lookingAt()) {
            throw new WalFormatException(type, description);
        }
        OptionalLong prepared =
                head.group(1) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(head.group(1)));
        if (prepared.isPresent() != type.endsWith("_PREPARED")) {
            throw new WalFormatException(type, description);
        }
        try {
            Instant at = LocalDateTime.parse(head.group(2) + "T" + head.group(3), DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .toInstant(ZoneOffset.UTC);
            return new EndRecord(prepared, at, subtransactions(description));
        } catch (DateTimeException | NumberFormatException e) {
            throw new WalFormatException(type, description);
        }
    }

    private static long[] subtransactions(String description) {
        int from = description.indexOf(SUBTRANSACTIONS);
        if (from < 0) {
            return new long[0];
        }
        int start = from + SUBTRANSACTIONS.length();
        int end = description.indexOf(';', start);
        String ids = description.substring(start, end < 0 ? description.length() : end);
        return Arrays.stream(ids.strip().split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
