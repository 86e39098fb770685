package dev.drlab.cli.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Step Functions, as far as a drill sees it: executions that end after some readings, as they were told to. */
final class FakeExecutions implements Executions {
    /** Inputs by name, in the order of their start; an execution is there once. */
    final Map<String, String> started = new LinkedHashMap<>();

    /** Calls of start, repeated ones too. */
    int starts;

    /** How it ends. */
    ExecutionState.Status end = ExecutionState.Status.SUCCEEDED;

    String error;
    String cause;
    String output = "{\"epoch\":2,\"warnings\":[]}";

    /** At each reading that finds it running; how many there are. */
    Consumer<Integer> onRead = number -> {};

    int reads = 3;

    /** How far the region's clock is ahead of this machine's; null where its answers have no time. */
    Duration ahead = Duration.ZERO;

    /** The first look at which the history is there. */
    int historyAt = 1;

    /** What was gone through. */
    String[] states = {"ReadRunbook", "PreCheck", "OpenDatabase"};

    private final Map<String, Integer> looked = new LinkedHashMap<>();
    private final Map<String, ExecutionState> ended = new LinkedHashMap<>();
    private final Instant begin = Instant.now();

    @Override
    public String start(String verb, String name, String input) {
        starts++;
        started.putIfAbsent(name, input);
        return verb + ":" + name;
    }

    @Override
    public Optional<ExecutionState> find(String verb, String name) {
        return started.containsKey(name)
                ? Optional.of(ended.getOrDefault(verb + ":" + name, state(true)))
                : Optional.empty();
    }

    @Override
    public ExecutionState describe(String execution) {
        int number = looked.merge(execution, 1, Integer::sum);
        boolean running = number <= reads;
        if (running) {
            onRead.accept(number);
        }
        return running ? state(true) : ended.computeIfAbsent(execution, name -> state(false));
    }

    private ExecutionState state(boolean running) {
        if (running) {
            return new ExecutionState(
                    ExecutionState.Status.RUNNING,
                    begin,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    answeredAt());
        }
        boolean well = end == ExecutionState.Status.SUCCEEDED;
        return new ExecutionState(
                end,
                begin,
                Optional.of(Instant.now()),
                well ? Optional.of(output) : Optional.empty(),
                Optional.ofNullable(error),
                Optional.ofNullable(cause),
                answeredAt());
    }

    private Optional<Instant> answeredAt() {
        return Optional.ofNullable(ahead).map(time -> Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public List<ExecutionEvent> history(String execution, long after) {
        List<ExecutionEvent> events = new ArrayList<>();
        if (looked.getOrDefault(execution, 0) < historyAt) {
            return events;
        }
        for (int i = 0; i < states.length; i++) {
            events.add(event(2L * i + 1, EventType.STATE_ENTERED, states[i]));
            events.add(event(2L * i + 2, EventType.STATE_EXITED, states[i]));
        }
        return events.stream().filter(event -> event.sequence() > after).toList();
    }

    private ExecutionEvent event(long number, EventType type, String state) {
        return new ExecutionEvent(
                number,
                begin.plusMillis(number).plus(ahead == null ? Duration.ZERO : ahead),
                type,
                "",
                state,
                JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Report.Definition definition(String execution, String verb) {
        return new Report.Definition(verb + ".asl.json", "0".repeat(64));
    }
}
