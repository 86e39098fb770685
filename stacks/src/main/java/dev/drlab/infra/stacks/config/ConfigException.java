package dev.drlab.infra.stacks.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is refused. The message has one line for each violation. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /** @param violations every violation; at least one */
    public ConfigException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> "  " + violation)
                .collect(Collectors.joining("\n", "the context of cdktf.json is refused:\n", "")));
        this.violations = List.copyOf(violations);
    }

    /** The violations in the order in which the keys are read; unknown keys come last. */
    public List<Violation> violations() {
        return violations;
    }
}
