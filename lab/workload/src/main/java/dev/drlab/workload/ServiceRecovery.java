package dev.drlab.workload;

import java.util.OptionalLong;

/**
 * When the service was fully back after an event: the moment from which on every whole second has at least
 * {@value WholeSeconds#PERCENT} % of its writes accepted, and of its reads.
 *
 * @param writesNanos that moment for writes, a {@link System#nanoTime()}; empty if it was not seen
 * @param readsNanos the same for reads
 * @param nanos the later of both; empty unless each kind that is sent at all has one. The moment is that of a request, and
 *     not before the first accepted write
 * @param judgedUntilNanos requests sent before this were judged: all of them have their outcome
 */
public record ServiceRecovery(
        OptionalLong writesNanos, OptionalLong readsNanos, OptionalLong nanos, long judgedUntilNanos) {
    /** The same, not reached. */
    ServiceRecovery withoutMoment() {
        return new ServiceRecovery(writesNanos, readsNanos, OptionalLong.empty(), judgedUntilNanos);
    }

    /** For how long the service has been fully back, as far as it was judged, in nanoseconds; -1 when it is not. */
    public long heldNanos() {
        return nanos.isPresent() ? judgedUntilNanos - nanos.getAsLong() : -1;
    }
}
