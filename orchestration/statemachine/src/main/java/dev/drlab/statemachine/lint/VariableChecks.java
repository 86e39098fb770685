package dev.drlab.statemachine.lint;

import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.expression.Expression;
import dev.drlab.statemachine.expression.ExpressionText;
import dev.drlab.statemachine.expression.FunctionNames;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateField;
import dev.drlab.statemachine.model.StateGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Expressions read only what can be there: variables that some way to the state assigns, functions that exist, and the
 * parts of {@code $states} that the field sees. They compare so that what is missing all the same is no match.
 */
final class VariableChecks {
    private static final Map<StateField.Scope, Set<String>> SEEN = Map.of(
            StateField.Scope.INPUT, Set.of("input", "context"),
            StateField.Scope.RESULT, Set.of("input", "context", "result"),
            StateField.Scope.ERROR, Set.of("input", "context", "errorOutput"));

    private final List<Finding> findings;

    VariableChecks(List<Finding> findings) {
        this.findings = findings;
    }

    void check(String prefix, StateGraph graph, Set<String> outer) {
        Map<String, Set<String>> visible = visibleByState(graph, outer);
        for (State state : graph.states().values()) {
            String path = prefix + "States." + state.name();
            Set<String> variables = visible.getOrDefault(state.name(), outer);
            for (StateField field : StateField.of(state)) {
                field.template().visit(path + "." + field.path(), (at, expression) -> {
                    checkNames(at, expression, variables);
                    checkStates(at, expression.analysis(), field.scope());
                    checkMissing(at, expression.analysis());
                });
            }
            if (state instanceof State.Parallel parallel) {
                for (int i = 0; i < parallel.branches().size(); i++) {
                    check(path + ".Branches[" + i + "].", parallel.branches().get(i), variables);
                }
            }
        }
    }

    /** The variables that at least one way to each state has assigned. */
    private static Map<String, Set<String>> visibleByState(StateGraph graph, Set<String> outer) {
        Map<String, Set<String>> visible = new HashMap<>();
        visible.put(graph.startAt(), new HashSet<>(outer));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (State state : graph.states().values()) {
                Set<String> here = visible.get(state.name());
                if (here == null) {
                    continue; // not reached (yet)
                }
                for (State.Transition transition : state.transitions()) {
                    Set<String> there = visible.get(transition.target());
                    if (there == null) {
                        there = new HashSet<>();
                        visible.put(transition.target(), there);
                        changed = true;
                    }
                    changed |= there.addAll(here);
                    changed |= there.addAll(transition.assigned());
                }
            }
        }
        return visible;
    }

    private void checkNames(String path, Expression expression, Set<String> variables) {
        for (String name : new TreeSet<>(expression.analysis().freeVariables())) {
            boolean known = name.equals("states")
                    || name.equals("eval") // refused at load under its own rule
                    || variables.contains(name)
                    || FunctionNames.ALL.contains(name);
            if (!known) {
                findings.add(new Finding(
                        path,
                        LintRules.UNASSIGNED,
                        "$" + name + " is no function, and no way to this state assigns it"));
            }
        }
    }

    /**
     * A missing member makes an inequality false, and leaves a negation undefined, which is as good as false: it passes for the
     * same, though it should have differed.
     */
    private void checkMissing(String path, ExpressionText text) {
        if (text.operators().contains("!=")) {
            findings.add(new Finding(
                    path,
                    LintRules.INEQUALITY,
                    "!= is false where a side is missing: write $not(… = …), which is true then"));
        }
        for (String what : new TreeSet<>(text.negated())) {
            findings.add(new Finding(
                    path,
                    LintRules.NEGATION,
                    "$not of a " + (what.equals("path") ? "path" : "comparison by " + what)
                            + " is undefined where something is missing: write $not(… = true), which is true then"));
        }
    }

    private void checkStates(String path, ExpressionText text, StateField.Scope scope) {
        for (String field : new TreeSet<>(text.statesFields())) {
            if (!SEEN.get(scope).contains(field)) {
                findings.add(new Finding(
                        path,
                        LintRules.STATES_FIELD,
                        "$states" + (field.isEmpty() ? "" : "." + field) + " is not there; this field sees "
                                + SEEN.get(scope).stream().sorted().toList()));
            }
        }
    }
}
