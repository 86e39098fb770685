package dev.drlab.lab.scenario.run;

import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what happened for the report, and passes it on as it happens. Safe for use by several threads. */
public final class Recorder {
    private final Timeline timeline;
    private final InstantSource clock;
    private final List<Report.Event> events = new ArrayList<>();

    /** Passes everything on to {@code timeline}; {@code clock} is the run's. */
    public Recorder(Timeline timeline, InstantSource clock) {
        this.timeline = timeline;
        this.clock = clock;
    }

    /** The time by the run's clock: that of the clients, the state machines and the faults. */
    public Instant now() {
        return clock.instant();
    }

    /** Something that happens now. */
    public void event(String name, String detail) {
        event(now(), name, detail);
    }

    /** Something that happened at {@code at}, by the run's clock. */
    public synchronized void event(Instant at, String name, String detail) {
        events.add(new Report.Event(at, name, detail));
        timeline.event(at, name, detail);
    }

    /** States go to the timeline alone: the report has them in its picture. */
    public void execution(ExecutionEvent event) {
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

    /**
     * The same recovery, with its first accepted write as an event. It completes once the event was told, which the thread
     * that reads the clients' answers does not wait for.
     */
    public CompletableFuture<Recovery> told(CompletableFuture<Recovery> recovery) {
        return recovery.thenApplyAsync(known -> {
            AcknowledgedWrite write = known.write();
            event(write.ackedAt(), "first accepted write", write.region() + ", epoch " + write.epoch());
            return known;
        });
    }

    /** In order of time; what is known only later, such as a loss that began before it was seen, is put in its place. */
    public synchronized List<Report.Event> events() {
        return events.stream().sorted(Comparator.comparing(Report.Event::at)).toList();
    }
}
