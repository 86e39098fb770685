package dev.drlab.drill.cloud;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an execution stands.
 *
 * @param status as Step Functions says it
 * @param startedAt by the region's clock
 * @param endedAt by the region's clock; empty while it runs
 * @param output JSON; present when it succeeded
 * @param error present when it failed
 * @param cause present when it failed with one
 * @param answeredAt the region's clock at this answer, cut to whole seconds; empty where the answer had none
 */
public record ExecutionState(
        Status status,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause,
        Optional<Instant> answeredAt) {
    /** @throws NullPointerException if a component is null */
    public ExecutionState {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(answeredAt, "answeredAt");
    }

    /** True while it has not ended. */
    public boolean running() {
        return status == Status.RUNNING;
    }

    /** True when it ended well. */
    public boolean succeeded() {
        return status == Status.SUCCEEDED;
    }

    /** It has ended, and not well: the same order may be given again. */
    public boolean failed() {
        return !running() && !succeeded();
    }

    /** Such as {@code FAILED: LagAboveTarget: the replica is 400 s behind}. */
    public String sentence() {
        return status
                + error.filter(text -> !text.isEmpty()).map(text -> ": " + text).orElse("")
                + cause.filter(text -> !text.isEmpty())
                        .map(dev.drlab.console.Failure::message)
                        .map(text -> ": " + text)
                        .orElse("");
    }

    /** As Step Functions has them. */
    public enum Status {
        /** It goes on. */
        RUNNING,
        /** It ended well. */
        SUCCEEDED,
        /** A state refused or failed. */
        FAILED,
        /** The machine's own time was over. */
        TIMED_OUT,
        /** Somebody stopped it. */
        ABORTED
    }
}
