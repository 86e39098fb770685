package dev.drlab.report.html;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments, as the pages tell them. */
final class Times {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Times() {}

    /** Such as {@code 14 March 2026, 09:26 UTC}. */
    static String date(Instant at) {
        return DATE.format(at);
    }

    /** Such as {@code 09:26:53.589}, in UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Such as {@code 12.400 s}. */
    static String since(Instant start, Instant at) {
        return seconds(Duration.between(start, at).toMillis() / 1000.0);
    }

    /** To the millisecond everywhere, so that a reader can add them up. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.3f s", seconds);
    }
}
