package dev.drlab.cli.option;

import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.contract.machine.ActivateInput;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code activate}. */
public final class ActivateOptions extends ExecutionOptions {
    /** {@code initial} is for a first deployment, not for the command line. */
    private static final Set<String> MODES = Set.of("planned", "unplanned");

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

    /** Made by the command line. */
    public ActivateOptions() {}

    @Override
    ExecutionRequest request(String reason, boolean force, InstantSource clock) {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("--mode is '" + mode + "'; give planned or unplanned");
        }
        Optional<Instant> incident = Optional.ofNullable(incidentStartedAt).map(ActivateOptions::instant);
        if (incident.filter(at -> at.isAfter(clock.instant())).isPresent()) {
            throw new IllegalArgumentException(
                    "--incident-started-at is " + incident.get() + ", which is still to come");
        }
        return ExecutionRequest.activate(region, new ActivateInput(mode, reason, incident, force));
    }

    private static Instant instant(String given) {
        try {
            return Instant.parse(given);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--incident-started-at is '" + given + "'; give a UTC time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
