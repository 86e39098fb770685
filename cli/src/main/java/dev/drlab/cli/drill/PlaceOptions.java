package dev.drlab.cli.drill;

import picocli.CommandLine.Option;

/** Which deployment, and whether a person is asked. */
final class PlaceOptions {
    @Option(names = "--peer", paramLabel = "REGION", required = true, description = "the other region")
    private String peer;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            defaultValue = "drlab",
            description = "projectName of the stacks (default: ${DEFAULT-VALUE})")
    private String project;

    @Option(names = "--yes", description = "do not ask for confirmation; needed where there is no terminal")
    private boolean yes;

    String peer() {
        return peer;
    }

    String project() {
        return project;
    }

    boolean yes() {
        return yes;
    }
}
