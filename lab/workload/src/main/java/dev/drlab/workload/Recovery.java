package dev.drlab.workload;

import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;

/**
 * The proof, from a client's view, that a region serves: a write that it acknowledged and that was then read back through
 * the front door.
 *
 * @param write the first such write; its {@link AcknowledgedWrite#ackedAt()} is the end of the recovery time
 * @param readBackNanos {@link System#nanoTime()} when the row had been read back
 * @param readBackAt the same by the run's clock
 */
public record Recovery(AcknowledgedWrite write, long readBackNanos, Instant readBackAt) {}
