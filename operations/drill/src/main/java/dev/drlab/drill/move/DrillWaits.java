package dev.drlab.drill.move;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a drill waits for what.
 *
 * @param poll between two readings of an execution
 * @param firstWrite for the first acknowledged write
 * @param steady for so long nine of ten requests must have been answered before the move
 * @param steadyLimit for that to come
 * @param recovery for the first accepted write after the execution's end, and again for full recovery; a runbook that waits
 *     longer for traffic decides
 * @param hold for so long every whole second must have been good for the recovery to be full
 * @param silence when no read was answered for so long, the account ends
 */
public record DrillWaits(
        Duration poll,
        Duration firstWrite,
        Duration steady,
        Duration steadyLimit,
        Duration recovery,
        Duration hold,
        Duration silence) {
    /** @throws NullPointerException if a component is null */
    public DrillWaits {
        Objects.requireNonNull(poll, "poll");
        Objects.requireNonNull(firstWrite, "firstWrite");
        Objects.requireNonNull(steady, "steady");
        Objects.requireNonNull(steadyLimit, "steadyLimit");
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(silence, "silence");
    }

    /** On AWS. */
    public static DrillWaits real() {
        return new DrillWaits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                Duration.ofMinutes(3),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }
}
