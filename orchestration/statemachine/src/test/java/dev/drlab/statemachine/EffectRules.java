package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.contract.machine.ErrorNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Invariant I9 over a definition: from the point of no return on, every effect has a reading of the authority directly in
 * front of it. Look and effect are in one branch of a Parallel state, so that a retry and a resume look again; and what the
 * look may find ends the run without any further effect. Whatever is not known to be a read, or to be conditional in
 * itself, is an effect.
 */
final class EffectRules {
    static final String SUPERSEDED = ErrorNames.ofAgent(ErrorNames.SUPERSEDED);

    private static final String LAMBDA = "arn:aws:states:::lambda:invoke";
    private static final String AUTHORITY_ACTION = AgentAction.AUTHORITY.label();

    /** A failure's notice claims no success. */
    private static final String FAILURE_NOTICE = "NotifyFailure";

    private final JsonNode states;
    private final List<String> violations = new ArrayList<>();

    private EffectRules(JsonNode states) {
        this.states = states;
    }

    /** Violations of the rule in the states that are reached from {@code pointOfNoReturn} on, including that state. */
    static List<String> violations(JsonNode definition, String pointOfNoReturn) {
        EffectRules rules = new EffectRules(definition.path("States"));
        for (String name : rules.reachableFrom(pointOfNoReturn)) {
            rules.check(name, rules.states.path(name));
        }
        return rules.violations;
    }

    /** The effects among those states, each with the state that it is in. */
    static Map<String, String> effects(JsonNode definition, String pointOfNoReturn) {
        EffectRules rules = new EffectRules(definition.path("States"));
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : rules.reachableFrom(pointOfNoReturn)) {
            rules.states
                    .path(name)
                    .path("Branches")
                    .forEach(branch -> branch.path("States").properties().forEach(inner -> {
                        if (isEffect(inner.getKey(), inner.getValue())) {
                            found.put(inner.getKey(), name);
                        }
                    }));
        }
        return found;
    }

    private void check(String name, JsonNode state) {
        if (isEffect(name, state)) {
            violations.add(name + " is an effect without an authority check in one state with it");
        }
        boolean mayBeSuperseded =
                isAuthorityCheck(state) || Set.of("raise", "standDown").contains(action(state));
        for (JsonNode branch : state.path("Branches")) {
            JsonNode inner = branch.path("States");
            for (Map.Entry<String, JsonNode> entry : inner.properties()) {
                mayBeSuperseded |= isAuthorityCheck(entry.getValue())
                        || action(entry.getValue()).equals("open");
                if (isEffect(entry.getKey(), entry.getValue())) {
                    checkEffect(entry.getKey(), entry.getValue(), branch);
                }
            }
        }
        if (mayBeSuperseded) {
            checkEnd(name, state);
        }
    }

    private void checkEffect(String name, JsonNode effect, JsonNode branch) {
        if (branch.path("StartAt").asText().equals(name)) {
            violations.add(name + " begins its branch");
        }
        if (effect.has("Retry")) {
            violations.add(name + " is retried without another check");
        }
        branch.path("States").properties().forEach(entry -> {
            JsonNode before = entry.getValue();
            boolean leadsHere = targets(before).contains(name);
            boolean onlyWhenHeld = isAuthorityCheck(before)
                    && !before.path("Catch").findValuesAsText("Next").contains(name);
            if (leadsHere && !onlyWhenHeld) {
                violations.add(name + " follows " + entry.getKey() + ", which is no authority check");
            }
        });
    }

    private void checkEnd(String name, JsonNode state) {
        JsonNode first = state.path("Catch").path(0);
        boolean caught = StreamSupport.stream(first.path("ErrorEquals").spliterator(), false)
                .anyMatch(error -> error.asText().equals(SUPERSEDED));
        if (!caught) {
            violations.add(name + " does not catch first that it was superseded");
            return;
        }
        Set<String> end = reachableFrom(first.path("Next").asText());
        if (!end.contains("Superseded")) {
            violations.add(name + " does not end in Superseded");
        }
        for (String after : end) {
            JsonNode reached = states.path(after);
            boolean harmless = !reached.has("Branches")
                    && (!reached.has("Resource") || action(reached).equals(AgentAction.UNLOCK.label()));
            if (!harmless) {
                violations.add(name + " reaches " + after + " when it was superseded");
            }
        }
    }

    private static boolean isEffect(String name, JsonNode state) {
        String resource = state.path("Resource").asText();
        if (resource.isEmpty() || name.equals(FAILURE_NOTICE)) {
            return false;
        }
        String action = action(state);
        if (resource.equals(LAMBDA)) {
            return AgentAction.of(action).map(AgentAction::effect).orElse(AgentAction.Effect.UNCONDITIONAL)
                    == AgentAction.Effect.UNCONDITIONAL;
        }
        String call = resource.substring(resource.lastIndexOf(':') + 1);
        return !call.startsWith("describe") && !call.startsWith("get");
    }

    private static boolean isAuthorityCheck(JsonNode state) {
        return action(state).equals(AUTHORITY_ACTION);
    }

    private static String action(JsonNode state) {
        return state.path("Arguments").path("Payload").path(AgentAction.FIELD).asText();
    }

    /** Where a state may go, not looking into its branches. */
    static List<String> targets(JsonNode state) {
        List<String> targets = new ArrayList<>();
        Set.of("Next", "Default").forEach(field -> {
            if (state.has(field)) {
                targets.add(state.path(field).asText());
            }
        });
        Set.of("Catch", "Choices")
                .forEach(field -> state.path(field)
                        .forEach(entry -> targets.add(entry.path("Next").asText())));
        return targets;
    }

    private Set<String> reachableFrom(String first) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(first));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!states.has(name)) {
                throw new AssertionError("there is no state " + name);
            }
            if (reached.add(name)) {
                open.addAll(targets(states.path(name)));
            }
        }
        return reached;
    }
}
