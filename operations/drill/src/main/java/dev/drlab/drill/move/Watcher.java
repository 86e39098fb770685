package dev.drlab.drill.move;

import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Follows one execution to its end. Step Functions tells nobody: it has to be asked, again and again. */
public final class Watcher {
    private final Executions executions;
    private final ExecutionListener listener;
    private final InstantSource clock;
    private final Duration interval;
    private final RegionClock region = new RegionClock();

    /** {@code listener} hears of each event once, with the times by {@code clock}. */
    public Watcher(Executions executions, ExecutionListener listener, InstantSource clock, Duration interval) {
        this.executions = executions;
        this.listener = listener;
        this.clock = clock;
        this.interval = interval;
    }

    /**
     * How an execution ended.
     *
     * @param state how
     * @param startedAt by the watcher's clock
     * @param endedAt by the watcher's clock
     * @param visits its stays in states, by the watcher's clock
     */
    public record Ended(ExecutionState state, Instant startedAt, Instant endedAt, List<Visit> visits) {
        /** Copies the list. */
        public Ended {
            visits = List.copyOf(visits);
        }
    }

    /** How the region's clock compares with the watcher's, as far as it is known. */
    public RegionClock regionClock() {
        return region;
    }

    /** Returns at its end. */
    public Ended follow(String execution) throws InterruptedException {
        List<ExecutionEvent> events = new ArrayList<>();
        while (true) {
            ExecutionState state = describe(execution); // before its history, so that the history is whole at the end
            long known = events.isEmpty() ? 0 : events.get(events.size() - 1).sequence();
            for (ExecutionEvent event : executions.history(execution, known)) {
                ExecutionEvent local = local(event);
                events.add(event);
                listener.onEvent(local);
            }
            if (!state.running()) {
                Instant end = region.local(state.endedAt().orElseGet(clock::instant));
                return new Ended(state, region.local(state.startedAt()), end, visits(events, end));
            }
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        }
    }

    private ExecutionState describe(String execution) {
        Instant asked = clock.instant();
        ExecutionState state = executions.describe(execution);
        Instant arrived = clock.instant();
        state.answeredAt().ifPresent(answered -> region.note(asked, answered, arrived));
        return state;
    }

    private ExecutionEvent local(ExecutionEvent event) {
        return new ExecutionEvent(
                event.sequence(),
                region.local(event.at()),
                event.type(),
                event.branch(),
                event.state(),
                event.detail());
    }

    private List<Visit> visits(List<ExecutionEvent> events, Instant end) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ExecutionEvent entered = events.get(i);
            if (entered.type() == EventType.STATE_ENTERED) {
                Instant left = events.subList(i + 1, events.size()).stream()
                        .filter(event -> event.type() == EventType.STATE_EXITED
                                && event.state().equals(entered.state())
                                && event.branch().equals(entered.branch()))
                        .findFirst()
                        .map(event -> region.local(event.at()))
                        .orElse(end);
                Instant from = region.local(entered.at());
                visits.add(new Visit(entered.branch(), entered.state(), from, left.isBefore(from) ? from : left));
            }
        }
        return visits;
    }
}
