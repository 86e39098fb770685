package dev.drlab.planreview.rules;

import java.util.List;

/**
 * A rule that applies to an object of a stack.
 *
 * @param stack the stack's name
 * @param address the object's address; empty if it is about the stack as a whole
 * @param action what is done with the object, in words; empty if nothing is
 * @param details what it rests on
 * @param unknown whether it rests on a value that is known only after the plan is applied
 */
public record Finding(Rule rule, String stack, String address, String action, List<Detail> details, boolean unknown) {
    /** Keeps an immutable list. */
    public Finding {
        details = List.copyOf(details);
    }

    /** How much it matters. */
    public Severity severity() {
        return rule.severity();
    }
}
