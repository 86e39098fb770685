package dev.drlab.cli.drill;

import dev.drlab.cli.option.ProjectOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which deployment, and whether a person is asked. */
final class PlaceOptions {
    @Option(names = "--peer", paramLabel = "REGION", required = true, description = "the other region")
    private String peer;

    @Mixin
    private ProjectOption project;

    @Option(names = "--yes", description = "do not ask for confirmation; needed where there is no terminal")
    private boolean yes;

    String peer() {
        return peer;
    }

    String project() {
        return project.name();
    }

    boolean yes() {
        return yes;
    }
}
