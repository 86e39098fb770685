package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.breakglass.Session;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command here. */
class SessionOptions {
    @Option(names = "--yes", description = "do not ask for confirmation; needed where there is no terminal")
    private boolean yes;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "the agent's function (default: the one that the runbook names)")
    private String function;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    final Session session(BreakGlassContext context) {
        CommandLine line = spec.commandLine();
        return new Session(context, line.getOut(), line.getErr(), yes, Optional.ofNullable(function));
    }
}
