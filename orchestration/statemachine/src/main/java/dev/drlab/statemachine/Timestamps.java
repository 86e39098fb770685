package dev.drlab.statemachine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * RFC 3339 as Step Functions takes it: upper-case T, and Z or an offset; fractional seconds allowed. Source: Wait state,
 * AWS Step Functions Developer Guide.
 */
public final class Timestamps {
    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** {@code instant} as the context object has it: in UTC, always with milliseconds. */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** True when {@link #parse} takes {@code text}. */
    public static boolean isTimestamp(String text) {
        try {
            parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * The instant that {@code text} means.
     *
     * @throws DateTimeException if it is no such timestamp
     */
    public static Instant parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new DateTimeException("'" + text + "' is not like 2026-01-31T12:00:00.000Z");
        }
        return OffsetDateTime.parse(text).toInstant();
    }
}
