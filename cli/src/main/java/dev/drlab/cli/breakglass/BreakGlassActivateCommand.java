package dev.drlab.cli.breakglass;

import dev.drlab.breakglass.BreakGlassContext;
import dev.drlab.breakglass.ExecutionRequest;
import dev.drlab.breakglass.Session;
import dev.drlab.console.ExecutionInput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Parameters(index = "0", paramLabel = "REGION", description = "the region to activate")
    private String region;

    @Option(
            names = "--mode",
            paramLabel = "planned|unplanned",
            required = true,
            description = "planned: both regions alive, loses nothing; unplanned: the active region is lost")
    private String mode;

    @Option(
            names = "--incident-started-at",
            paramLabel = "INSTANT",
            description = "when the outage began, as 2026-01-31T12:00:00Z; recovery time counts from it"
                    + " (default: the start of this execution)")
    private String incidentStartedAt;

    @Mixin
    private StartOptions start;

    @Mixin
    private ConsentOptions consent;

    @Spec
    private CommandSpec spec;

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
        Session session = new Session(
                context, spec.commandLine().getOut(), spec.commandLine().getErr(), consent.yes());
        return session.start(request(), start.journal());
    }

    private ExecutionRequest request() {
        try {
            return ExecutionRequest.activate(
                    region,
                    ExecutionInput.mode(mode),
                    start.reason(),
                    ExecutionInput.incidentStartedAt(incidentStartedAt, context.clock()),
                    start.force(),
                    consent.function());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
