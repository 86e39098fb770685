package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.ExecutionInput;
import dev.drlab.contract.machine.ActivateInput;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a region of a running lab the writer. */
@Command(
        name = "activate",
        mixinStandardHelpOptions = true,
        description = {
            "Make a region of the running lab the writer, by the activate state machine.",
            "Ctrl-C ends only this command: the execution goes on in the lab."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is active",
            "1:activate refused or failed",
            "2:could not run",
            "130:Ctrl-C; the execution goes on in the lab"
        })
final class ActivateCommand implements Callable<Integer> {
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
            paramLabel = "TIME",
            description = "when the outage began, as 2026-01-31T12:00:00Z; recovery time counts from it")
    private String incidentStartedAt;

    @Mixin
    private ExecutionOptions options;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return new Execution(spec.commandLine(), home.lab(), options.json()).run("activate", request());
    }

    private ObjectNode request() {
        try {
            String reason = options.reason();
            ActivateInput input = new ActivateInput(
                    ExecutionInput.mode(mode),
                    reason,
                    ExecutionInput.incidentStartedAt(incidentStartedAt, InstantSource.system()),
                    options.force());
            return input.json().put("region", region);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
