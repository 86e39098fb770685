package dev.drlab.drill.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * An execution's history as the runner tells its own: which states were entered and left, in which branch. Step Functions
 * numbers branches no more than that an event names the one before it. Takes the events in order. Not thread-safe.
 */
final class SfnHistory {
    private final List<ExecutionEvent> events = new ArrayList<>();
    private final Map<Long, String> branches = new HashMap<>();
    /** Parallel states that have begun, by the number of the event, and how many of their branches have. */
    private final Map<Long, String> parallels = new HashMap<>();

    private final Map<Long, Integer> begun = new HashMap<>();
    private long last;

    /** Number of the newest event that was taken. */
    long last() {
        return last;
    }

    /** The states entered and left after the event of that number. */
    List<ExecutionEvent> after(long number) {
        return events.stream().filter(event -> event.sequence() > number).toList();
    }

    void add(HistoryEvent event) {
        String branch = branch(event);
        last = event.id();
        if (event.type() == HistoryEventType.PARALLEL_STATE_STARTED) {
            parallels.put(event.id(), branch + stateBefore(event));
        }
        if (event.stateEnteredEventDetails() != null) {
            note(
                    event,
                    EventType.STATE_ENTERED,
                    branch,
                    event.stateEnteredEventDetails().name());
        } else if (event.stateExitedEventDetails() != null) {
            String state = event.stateExitedEventDetails().name();
            int inside = branch.indexOf(state + "[");
            branch = inside < 0 ? branch : branch.substring(0, inside);
            note(event, EventType.STATE_EXITED, branch, state);
        }
        branches.put(event.id(), branch);
    }

    /** With a final slash, but for the machine itself: what a state's name is put behind. */
    private String branch(HistoryEvent event) {
        long before = Optional.ofNullable(event.previousEventId()).orElse(0L);
        String parallel = parallels.get(before);
        if (parallel != null && event.stateEnteredEventDetails() != null) {
            int number = begun.merge(before, 1, Integer::sum) - 1;
            return parallel + "[" + number + "]/";
        }
        String branch = branches.getOrDefault(before, "");
        boolean ends = event.type() == HistoryEventType.PARALLEL_STATE_SUCCEEDED
                || event.type() == HistoryEventType.PARALLEL_STATE_FAILED;
        return ends ? outer(branch) : branch;
    }

    /** A Parallel that is caught or retried goes on outside of the branch that failed. */
    private static String outer(String branch) {
        int slash = branch.lastIndexOf('/', branch.length() - 2);
        return branch.isEmpty() ? branch : branch.substring(0, slash + 1);
    }

    /** The Parallel state that was entered in front of its start; a retry has a failure between. */
    private String stateBefore(HistoryEvent event) {
        for (int i = events.size() - 1; i >= 0; i--) {
            ExecutionEvent before = events.get(i);
            if (before.type() == EventType.STATE_ENTERED && before.sequence() <= event.previousEventId()) {
                return before.state();
            }
        }
        return "Parallel";
    }

    private void note(HistoryEvent event, EventType type, String branch, String state) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        String place = branch.endsWith("/") ? branch.substring(0, branch.length() - 1) : branch;
        events.add(new ExecutionEvent(event.id(), event.timestamp(), type, place, state, detail));
    }
}
