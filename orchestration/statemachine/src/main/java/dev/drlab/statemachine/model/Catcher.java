package dev.drlab.statemachine.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a Catch field.
 *
 * @param errorEquals the errors that it matches
 * @param next the state to go on with
 * @param assign variables to set
 * @param output the next state's input; the error output when empty
 */
public record Catcher(List<String> errorEquals, String next, Template.Fields assign, Optional<Template> output) {
    /** Copies the list. */
    public Catcher {
        errorEquals = List.copyOf(errorEquals);
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(assign, "assign");
        Objects.requireNonNull(output, "output");
    }
}
