package dev.drlab.statemachine;

import java.util.Objects;

/**
 * One thing that is wrong with a definition.
 *
 * @param path where, from the definition's root, e.g. {@code States.Promote.Retry[0].ErrorEquals}; empty for the whole
 * @param rule the rule's stable name, e.g. {@code unknown-parameter}; docs/statemachine.md lists them
 * @param message what is wrong and what would be right, in one sentence
 */
public record Finding(String path, String rule, String message) {
    /** @throws NullPointerException if a component is null */
    public Finding {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "definition" : path) + ": " + message + " [" + rule + "]";
    }
}
