package dev.drlab.statemachine;

import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateField;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a machine beyond its form before it can run: references resolve, names and variables are unique. */
final class StaticChecks {
    private final List<Finding> findings;
    private final Map<String, String> pathByStateName = new HashMap<>();

    private StaticChecks(List<Finding> findings) {
        this.findings = findings;
    }

    static void check(StateGraph graph, List<Finding> findings) {
        new StaticChecks(findings).graph("", graph, Set.of());
    }

    private void graph(String prefix, StateGraph graph, Set<String> outerVariables) {
        if (!graph.startAt().isEmpty() && !graph.states().containsKey(graph.startAt())) {
            add(prefix + "StartAt", Rules.DANGLING, "StartAt names a state that does not exist: " + graph.startAt());
        }
        for (State state : graph.states().values()) {
            String path = prefix + "States." + state.name();
            checkName(path, state.name());
            checkTransitions(path, state, graph);
            checkShadowing(path, state, outerVariables);
            if (state instanceof State.Parallel parallel) {
                Set<String> visible = visibleInBranches(graph, parallel, outerVariables);
                for (int i = 0; i < parallel.branches().size(); i++) {
                    graph(path + ".Branches[" + i + "].", parallel.branches().get(i), visible);
                }
            }
        }
    }

    /** A Parallel state's own Catch assigns when its branches have ended, so that it takes no name from them. */
    private static Set<String> visibleInBranches(
            StateGraph graph, State.Parallel parallel, Set<String> outerVariables) {
        Set<String> visible = new HashSet<>(outerVariables);
        for (State state : graph.states().values()) {
            assigns(state).stream()
                    .filter(assign -> state != parallel || !assign.path().startsWith("Catch["))
                    .forEach(assign -> visible.addAll(names(assign)));
        }
        return visible;
    }

    private void checkName(String path, String name) {
        if (name.length() > 80) {
            add(path, Rules.VALUE, "a state's name has at most 80 characters");
        }
        String other = pathByStateName.putIfAbsent(name, path);
        if (other != null) {
            add(path, Rules.DUPLICATE_STATE, "the state name '" + name + "' is taken by " + other);
        }
    }

    private void checkTransitions(String path, State state, StateGraph graph) {
        for (State.Transition transition : state.transitions()) {
            if (!transition.target().isEmpty() && !graph.states().containsKey(transition.target())) {
                add(
                        path + "." + transition.field(),
                        Rules.DANGLING,
                        "there is no state '" + transition.target() + "' in the same graph");
            }
        }
    }

    private void checkShadowing(String path, State state, Set<String> outerVariables) {
        for (StateField assign : assigns(state)) {
            for (String name : names(assign)) {
                if (outerVariables.contains(name)) {
                    add(
                            path + "." + assign.path() + "." + name,
                            Rules.SHADOWED,
                            "$" + name + " belongs to an outer scope; a branch can read it, not assign it");
                }
            }
        }
    }

    /** Every Assign field of a state. */
    private static List<StateField> assigns(State state) {
        return StateField.of(state).stream().filter(StateField::isAssign).toList();
    }

    private static Set<String> names(StateField assign) {
        return ((Template.Fields) assign.template()).fields().keySet();
    }

    private void add(String path, String rule, String message) {
        findings.add(new Finding(path, rule, message));
    }
}
