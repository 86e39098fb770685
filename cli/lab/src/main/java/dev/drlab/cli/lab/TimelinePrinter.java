package dev.drlab.cli.lab;

import dev.drlab.console.TimelineLine;
import dev.drlab.lab.scenario.run.Timeline;
import java.io.PrintWriter;
import java.time.Instant;

/** Prints a live timeline: seconds since the first event, what happened, and the rest. */
final class TimelinePrinter implements Timeline {
    private final PrintWriter out;
    private final boolean quiet;
    private final boolean verbose;
    private Instant start;

    TimelinePrinter(PrintWriter out, boolean quiet, boolean verbose) {
        this.out = out;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /** A step that happens now. */
    void step(String name, String detail) {
        event(Instant.now(), name, detail);
    }

    @Override
    public synchronized void event(Instant at, String name, String detail) {
        if (start == null) {
            start = at;
        }
        if (quiet || (name.startsWith("state ") && !verbose)) {
            return;
        }
        out.println(TimelineLine.of(start, at, name, detail));
    }
}
