package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.breakglass.ExecutionRequest;
import dev.drlab.breakglass.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Parameters(index = "0", paramLabel = "REGION", description = "the region to rebuild; never the active one")
    private String region;

    @Option(names = "--rebuild", description = "make a replica that does not stream anew")
    private boolean rebuild;

    @Mixin
    private StartOptions start;

    @Mixin
    private ConsentOptions consent;

    @Spec
    private CommandSpec spec;

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
        Session session = new Session(
                context, spec.commandLine().getOut(), spec.commandLine().getErr(), consent.yes());
        return session.start(request(), start.journal());
    }

    private ExecutionRequest request() {
        try {
            return ExecutionRequest.reprotect(region, start.reason(), start.force(), rebuild, consent.function());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
