package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.breakglass.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    private ConsentOptions consent;

    @Spec
    private CommandSpec spec;

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
        Session session = new Session(
                context, spec.commandLine().getOut(), spec.commandLine().getErr(), consent.yes());
        return session.resume(journal, consent.function());
    }
}
