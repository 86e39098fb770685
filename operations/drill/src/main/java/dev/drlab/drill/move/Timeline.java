package dev.drlab.drill.move;

import dev.drlab.console.TimelineLine;
import dev.drlab.report.Report;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events: kept for the report, and printed as it happens. Safe for use by several threads. */
public final class Timeline {
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant start;
    private final List<Report.Event> events = new ArrayList<>();

    /** Passes each on to {@code out}, timed from now by {@code clock}. */
    public Timeline(PrintWriter out, InstantSource clock) {
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
        out.println(TimelineLine.of(start, at, name, detail));
        out.flush();
    }

    /** In order of time. */
    public synchronized List<Report.Event> events() {
        return events.stream().sorted(Comparator.comparing(Report.Event::at)).toList();
    }
}
