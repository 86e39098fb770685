package dev.drlab.readiness.check;

import java.util.List;
import java.util.Objects;

/**
 * The facts that a check saw.
 *
 * @param fact in one line, with the figures, whether or not anything is wrong
 * @param findings what is wrong; empty when all is right
 */
public record Seen(String fact, List<Finding> findings) {
    /** @throws NullPointerException if a component is null */
    public Seen {
        Objects.requireNonNull(fact, "fact");
        findings = List.copyOf(findings);
    }

    /** All is right. */
    static Seen right(String fact) {
        return new Seen(fact, List.of());
    }

    /** One thing is wrong, and it is the fact. */
    static Seen wrong(Finding finding) {
        return new Seen(finding.what(), List.of(finding));
    }
}
