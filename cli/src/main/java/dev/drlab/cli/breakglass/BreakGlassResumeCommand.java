package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code drlab break-glass resume}: goes on with an execution that was killed or stopped. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Go on with an execution that was killed or stopped, behind the last state that it completed.",
            "Verb, region, account and input are those of the journal. Resume the journal itself, never a copy of it: two"
                    + " runs of one execution hold the same lock."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the execution succeeded",
            "1:it refused or failed",
            "2:could not run, or was stopped before its end"
        })
public final class BreakGlassResumeCommand implements Callable<Integer> {
    private final BreakGlassContext context;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "the execution's journal")
    private Path journal;

    @Mixin
    private SessionOptions options;

    /** Against AWS. */
    public BreakGlassResumeCommand() {
        this(BreakGlassContext.real());
    }

    /** Against what the context gives. */
    public BreakGlassResumeCommand(BreakGlassContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return options.session(context).resume(journal);
    }
}
