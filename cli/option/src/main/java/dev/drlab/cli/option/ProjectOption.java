package dev.drlab.cli.option;

import picocli.CommandLine.Option;

/** Whose resources a command acts on. */
public final class ProjectOption {
    @Option(
            names = "--project",
            paramLabel = "NAME",
            defaultValue = "drlab",
            description = "projectName of the stacks (default: ${DEFAULT-VALUE})")
    private String name;

    /** {@code projectName} of the stacks. */
    public String name() {
        return name;
    }
}
