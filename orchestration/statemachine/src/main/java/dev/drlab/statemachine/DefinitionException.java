package dev.drlab.statemachine;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that the runner does not run; the message lists every reason. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /** A refusal of the definition {@code name} for {@code findings}, of which there is at least one. */
    public DefinitionException(String name, List<Finding> findings) {
        super("state machine '" + name + "' is refused:\n"
                + findings.stream().map(f -> "  " + f).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** Every reason, in document order. */
    public List<Finding> findings() {
        return findings;
    }
}
