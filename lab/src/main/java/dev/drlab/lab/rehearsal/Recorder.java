package dev.drlab.lab.rehearsal;

import dev.drlab.lab.report.Report;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps what happened for the report, and passes it on as it happens. Safe for use by several threads. */
final class Recorder {
    private final Timeline timeline;
    private final List<Report.Event> events = new ArrayList<>();

    Recorder(Timeline timeline) {
        this.timeline = timeline;
    }

    void event(String name, String detail) {
        event(Instant.now(), name, detail);
    }

    synchronized void event(Instant at, String name, String detail) {
        events.add(new Report.Event(at, name, detail));
        timeline.event(at, name, detail);
    }

    /** States go to the timeline alone: the report has them in its picture. */
    void execution(ExecutionEvent event) {
        if (event.type() == EventType.STATE_ENTERED) {
            timeline.event(event.at(), "state " + event.state(), event.branch());
        } else if (event.type() == EventType.RETRY || event.type() == EventType.CATCH) {
            event(
                    event.at(),
                    event.type() == EventType.RETRY ? "retry" : "caught",
                    event.state() + ": " + event.detail().path("error").asText() + ": "
                            + event.detail().path("cause").asText());
        }
    }

    /** In order of time; what is known only later, such as a loss that began before it was seen, is put in its place. */
    synchronized List<Report.Event> events() {
        return events.stream().sorted(Comparator.comparing(Report.Event::at)).toList();
    }
}
