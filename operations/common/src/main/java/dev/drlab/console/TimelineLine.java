package dev.drlab.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The line of an event, in every timeline that is printed: seconds since the beginning, name, detail. */
public final class TimelineLine {
    private TimelineLine() {}

    /** Without a line's end. */
    public static String of(Instant start, Instant at, String name, String detail) {
        double seconds = Duration.between(start, at).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%8.3f s  %-24s %s", seconds, name, detail)
                .stripTrailing();
    }
}
