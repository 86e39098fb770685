package dev.drlab.statemachine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * The variables that an expression sees.
 *
 * @param variables by name without {@code $}; {@code states} is one of them
 * @param clock what {@code $now()} and {@code $millis()} read; once for each evaluation
 */
public record Environment(Map<String, JsonNode> variables, InstantSource clock) {
    /** @throws NullPointerException if a component is null */
    public Environment {
        variables = Map.copyOf(variables);
        Objects.requireNonNull(clock, "clock");
    }
}
