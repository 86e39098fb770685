package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers the events of one run, writes them and tells the listener, one at a time. */
final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final Journal journal;
    private final Waiter waiter;
    private final ExecutionListener listener;
    private final VisitLog visits;
    private long sequence;
    private Error killed;

    Recorder(Journal journal, Waiter waiter, ExecutionListener listener, VisitLog visits, long lastSequence) {
        this.journal = journal;
        this.waiter = waiter;
        this.listener = listener;
        this.visits = visits;
        this.sequence = lastSequence;
    }

    /** Records an event of the execution itself. */
    ExecutionEvent record(EventType type, ObjectNode detail) {
        return record(type, "", "", detail);
    }

    /** Records an event; throws the listener's Error now and ever after, so that nothing is written behind it. */
    synchronized ExecutionEvent record(EventType type, String branch, String state, ObjectNode detail) {
        if (killed != null) {
            throw killed;
        }
        ExecutionEvent event = new ExecutionEvent(sequence + 1, waiter.instant(), type, branch, state, detail);
        journal.append(event, isForced(type, branch));
        sequence++;
        visits.onEvent(event);
        tell(event);
        return event;
    }

    private static boolean isForced(EventType type, String branch) {
        return switch (type) {
            case STATE_EXITED -> branch.isEmpty();
            case EXECUTION_STARTED, EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
                true;
            default -> false;
        };
    }

    private void tell(ExecutionEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("the listener failed at event {} ({}); the execution goes on", event.sequence(), event.type(), e);
        } catch (Error e) {
            killed = e;
            throw e;
        }
    }

    synchronized List<Visit> visits() {
        return visits.visits();
    }
}
