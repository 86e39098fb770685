package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.cli.option.ActivateOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code drlab break-glass activate}: makes a region the writer. */
@Command(
        name = "activate",
        mixinStandardHelpOptions = true,
        description = "Make a region of the AWS account the writer, by the activate state machine run from here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is active",
            "1:activate refused or failed",
            "2:could not run, or was stopped before its end"
        })
public final class BreakGlassActivateCommand implements Callable<Integer> {
    private final BreakGlassContext context;

    @Mixin
    private ActivateOptions options;

    @Mixin
    private StartOptions start;

    /** Against AWS. */
    public BreakGlassActivateCommand() {
        this(BreakGlassContext.real());
    }

    /** Against what the context gives. */
    public BreakGlassActivateCommand(BreakGlassContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return start.start(context, options);
    }
}
