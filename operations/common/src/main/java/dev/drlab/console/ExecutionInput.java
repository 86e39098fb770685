package dev.drlab.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** Checks what an execution of a state machine is given on the command line, before anything is called. */
public final class ExecutionInput {
    private static final Set<String> MODES = Set.of("planned", "unplanned");

    private ExecutionInput() {}

    /**
     * The mode itself; {@code initial} is for a first deployment, not for the command line.
     *
     * @throws IllegalArgumentException naming the option and the modes that there are
     */
    public static String mode(String given) {
        if (!MODES.contains(given)) {
            throw new IllegalArgumentException("--mode is '" + given + "'; give planned or unplanned");
        }
        return given;
    }

    /**
     * The reason itself.
     *
     * @throws IllegalArgumentException naming the option, if there is none in it
     */
    public static String reason(String given) {
        if (given.isBlank()) {
            throw new IllegalArgumentException("--reason is blank; say in a few words why");
        }
        return given;
    }

    /**
     * When an outage began.
     *
     * @param given a UTC time in ISO 8601; null when the option was not given
     * @param clock tells what is still to come
     * @return empty when the option was not given
     * @throws IllegalArgumentException naming the option, if it is no time or one that is still to come
     */
    public static Optional<Instant> incidentStartedAt(String given, InstantSource clock) {
        if (given == null) {
            return Optional.empty();
        }
        Instant at = instant(given);
        if (at.isAfter(clock.instant())) {
            throw new IllegalArgumentException("--incident-started-at is " + at + ", which is still to come");
        }
        return Optional.of(at);
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
