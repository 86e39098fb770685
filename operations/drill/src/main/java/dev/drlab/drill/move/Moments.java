package dev.drlab.drill.move;

import dev.drlab.report.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The events: kept for the report, and printed as it happens. Safe for use by several threads. */
public final class Moments {
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant start;
    private final List<Report.Event> events = new ArrayList<>();

    /** Passes each on to {@code out}, timed from now by {@code clock}. */
    public Moments(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** When the drill began. */
    public Instant start() {
        return start;
    }

    /** By the drill's clock. */
    Instant now() {
        return clock.instant();
    }

    /** Something that happens now. */
    public void event(String name, String detail) {
        event(now(), name, detail);
    }

    /** Something that happened at {@code at}. */
    public synchronized void event(Instant at, String name, String detail) {
        events.add(new Report.Event(at, name, detail));
        double seconds = Duration.between(start, at).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%8.3f s  %-24s %s", seconds, name, detail)
                .stripTrailing());
        out.flush();
    }

    /** In order of time. */
    public synchronized List<Report.Event> events() {
        return events.stream().sorted(Comparator.comparing(Report.Event::at)).toList();
    }
}
