package dev.drlab.statemachine.lint;

import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.DefinitionException;
import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.TaskResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says what is wrong with a definition before AWS, or an emergency, does: everything that loading refuses, and what is
 * known to be wrong though it would load. The rules are in docs/statemachine.md.
 */
public final class Lint {
    private final List<Finding> findings = new ArrayList<>();
    private final ErrorNameChecks errorNames = new ErrorNameChecks(findings);

    private Lint() {}

    /**
     * Every finding in {@code json}; empty for a good definition. What cannot be loaded is reported without the checks
     * that need a loaded definition.
     */
    public static List<Finding> check(String json) {
        Lint lint = new Lint();
        lint.findings.addAll(Definition.refusals(json));
        boolean otherLanguage =
                lint.findings.stream().anyMatch(finding -> finding.rule().equals("query-language"));
        if (!otherLanguage) {
            new ArnCheck(lint.findings).check(json);
        }
        if (lint.findings.isEmpty()) {
            lint.checkLoaded(load(json));
        }
        return List.copyOf(lint.findings);
    }

    /** Every finding in a definition that was loaded. */
    public static List<Finding> check(Definition definition) {
        return check(definition.json());
    }

    private static Definition load(String json) throws DefinitionException {
        return Definition.parse("lint", json.getBytes(StandardCharsets.UTF_8));
    }

    private void checkLoaded(Definition definition) {
        StateGraph graph = definition.machine().graph();
        new VariableChecks(findings).check("", graph, Set.of());
        collectErrors(graph);
        checkStates("", graph);
    }

    private void collectErrors(StateGraph graph) {
        errorNames.collect(graph);
        for (State state : graph.states().values()) {
            if (state instanceof State.Parallel parallel) {
                parallel.branches().forEach(this::collectErrors);
            }
        }
    }

    private void checkStates(String prefix, StateGraph graph) {
        new GraphChecks(findings).check(prefix, graph);
        for (State state : graph.states().values()) {
            String path = prefix + "States." + state.name();
            if (state instanceof State.Task task) {
                errorNames.check(path, task.retriers(), task.catchers());
                if (task.resource() instanceof TaskResource.SdkCall call) {
                    new ParameterChecks(findings).check(path + ".Arguments", call, task.arguments());
                }
            } else if (state instanceof State.Parallel parallel) {
                errorNames.check(path, parallel.retriers(), parallel.catchers());
                for (int i = 0; i < parallel.branches().size(); i++) {
                    checkStates(
                            path + ".Branches[" + i + "].", parallel.branches().get(i));
                }
            }
        }
    }
}
