package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.cli.option.ReprotectOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code drlab break-glass reprotect}: rebuilds a region as the standby of the active one. */
@Command(
        name = "reprotect",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuild a region of the AWS account as the warm standby of the active one, by the reprotect state machine run"
                    + " from here. Takes hours for a large database, and needs this machine for as long.",
            "Its old database is removed; a snapshot of it is kept."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is the standby",
            "1:reprotect refused or failed",
            "2:could not run, or was stopped before its end"
        })
public final class BreakGlassReprotectCommand implements Callable<Integer> {
    private final BreakGlassContext context;

    @Mixin
    private ReprotectOptions options;

    @Mixin
    private StartOptions start;

    /** Against AWS. */
    public BreakGlassReprotectCommand() {
        this(BreakGlassContext.real());
    }

    /** Against what the context gives. */
    public BreakGlassReprotectCommand(BreakGlassContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return start.start(context, options);
    }
}
