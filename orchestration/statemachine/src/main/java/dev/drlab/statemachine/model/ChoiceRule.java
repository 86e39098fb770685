package dev.drlab.statemachine.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a Choices field.
 *
 * @param condition must evaluate to true or false
 * @param next the state to go on with when it is true
 * @param assign variables to set then
 * @param output the next state's input then; the state's input when empty
 */
public record ChoiceRule(Template condition, String next, Template.Fields assign, Optional<Template> output) {
    /** @throws NullPointerException if a component is null */
    public ChoiceRule {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(assign, "assign");
        Objects.requireNonNull(output, "output");
    }
}
