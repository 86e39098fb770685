package dev.drlab.drill.move;

import dev.drlab.report.Report;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.account.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A move, to the moment at which the clients were stopped.
 *
 * @param steadyNanos since when the traffic was steady before it, a {@link System#nanoTime()}
 * @param start when the recovery clock started, by the drill's clock, as are all times here
 * @param startsAt what started it
 * @param ended the execution
 * @param definition what it ran
 * @param recovery the first write that the region accepted and that was read back, if there was one
 * @param watched until the service was fully back, or not
 * @param clocks how the region's clock compares with the drill's
 * @param wallAhead so far this machine's wall clock went ahead of the drill's clock meanwhile
 */
public record MoveResult(
        long steadyNanos,
        Instant start,
        String startsAt,
        Watcher.Ended ended,
        Report.Definition definition,
        Optional<Recovery> recovery,
        Move watched,
        RegionClock clocks,
        Duration wallAhead) {
    /** @throws NullPointerException if a component is null */
    public MoveResult {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(watched, "watched");
        Objects.requireNonNull(clocks, "clocks");
        Objects.requireNonNull(wallAhead, "wallAhead");
    }

    /** The same, when the wall clock was looked at again. */
    public MoveResult with(Duration ahead) {
        return new MoveResult(steadyNanos, start, startsAt, ended, definition, recovery, watched, clocks, ahead);
    }
}
