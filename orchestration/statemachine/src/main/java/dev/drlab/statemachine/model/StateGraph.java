package dev.drlab.statemachine.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * States and where they start: a whole machine or one branch of a Parallel state.
 *
 * @param startAt the first state's name
 * @param states by name, in document order
 */
public record StateGraph(String startAt, Map<String, State> states) {
    /** Copies the map. */
    public StateGraph {
        Objects.requireNonNull(startAt, "startAt");
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("no state '" + name + "' among " + states.keySet());
        }
        return state;
    }
}
