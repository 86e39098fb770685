package dev.drlab.statemachine.runner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the visits from the events. Not for use by several threads at once. */
final class VisitLog {
    private final List<Visit> visits = new ArrayList<>();
    private final Map<String, Integer> openByBranch = new HashMap<>();

    private Instant lastAt = Instant.EPOCH;

    void onEvent(ExecutionEvent event) {
        switch (event.type()) {
            case STATE_ENTERED -> {
                openByBranch.put(event.branch(), visits.size());
                visits.add(new Visit(event.branch(), event.state(), event.at(), event.at()));
            }
            case STATE_EXITED -> close(event.branch(), event.at());
            // what was open at a kill ended with the last sign of life; it is run, and counted, again
            case EXECUTION_RESUMED -> closeAll(lastAt);
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED -> closeAll(event.at());
            default -> {}
        }
        lastAt = event.at();
    }

    private void closeAll(Instant at) {
        List.copyOf(openByBranch.keySet()).forEach(branch -> close(branch, at));
    }

    private void close(String branch, Instant at) {
        Integer index = openByBranch.remove(branch);
        if (index != null) {
            Visit open = visits.get(index);
            visits.set(index, new Visit(open.branch(), open.state(), open.enteredAt(), at));
        }
    }

    /** The visits so far, in the order of entering. */
    List<Visit> visits() {
        return List.copyOf(visits);
    }
}
