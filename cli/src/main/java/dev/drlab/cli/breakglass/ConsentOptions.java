package dev.drlab.cli.breakglass;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command here takes. */
final class ConsentOptions {
    @Option(names = "--yes", description = "do not ask for confirmation; needed where there is no terminal")
    private boolean yes;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "the agent's function (default: the one that the runbook names)")
    private String function;

    boolean yes() {
        return yes;
    }

    Optional<String> function() {
        return Optional.ofNullable(function);
    }
}
