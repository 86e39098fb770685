package dev.drlab.statemachine.lint;

import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every state can be reached, and from every state an end can be reached. */
final class GraphChecks {
    private final List<Finding> findings;

    GraphChecks(List<Finding> findings) {
        this.findings = findings;
    }

    void check(String prefix, StateGraph graph) {
        Set<String> reached = reachedFrom(graph, graph.startAt());
        for (State state : graph.states().values()) {
            String path = prefix + "States." + state.name();
            if (!reached.contains(state.name())) {
                findings.add(new Finding(path, LintRules.UNREACHABLE, "no state leads to '" + state.name() + "'"));
            } else if (!reachesEnd(graph, state)) {
                findings.add(
                        new Finding(path, LintRules.NO_TERMINAL, "no end can be reached from '" + state.name() + "'"));
            }
        }
    }

    private static boolean reachesEnd(StateGraph graph, State from) {
        return reachedFrom(graph, from.name()).stream().map(graph::state).anyMatch(State::isTerminal);
    }

    private static Set<String> reachedFrom(StateGraph graph, String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (graph.states().containsKey(name) && reached.add(name)) {
                graph.state(name).transitions().forEach(transition -> open.add(transition.target()));
            }
        }
        return reached;
    }
}
