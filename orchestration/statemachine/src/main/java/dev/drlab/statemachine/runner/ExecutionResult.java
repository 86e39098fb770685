package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param name the execution's name
 * @param status how
 * @param output present when it succeeded
 * @param error present when it failed or timed out
 * @param cause for people; present when there is an error with a cause
 * @param startedAt when it was first started, before any resume
 * @param endedAt when this run ended
 * @param visits every stay in a state, in the order of entering, those before a resume among them
 */
public record ExecutionResult(
        String name,
        ExecutionStatus status,
        Optional<JsonNode> output,
        Optional<String> error,
        Optional<String> cause,
        Instant startedAt,
        Instant endedAt,
        List<Visit> visits) {
    /** Copies the list. */
    public ExecutionResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        visits = List.copyOf(visits);
    }

    /** True when the execution succeeded. */
    public boolean succeeded() {
        return status == ExecutionStatus.SUCCEEDED;
    }
}
