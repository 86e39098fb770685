package dev.drlab.workload.account;

import dev.drlab.report.Report;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.ServiceRecovery;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A move of the service, or an interruption of it, as it was watched.
 *
 * @param name for the report, such as {@code switchover back}
 * @param mode failover or switchover
 * @param region the region that is to serve afterwards
 * @param event when it began
 * @param outageIsAsked true when the time without writes is what the scenario sets out to have: then only what follows the
 *     first accepted write is judged
 * @param firstWrite the first write that the region accepted and that was read back, if there was one
 * @param service when the service was fully back, if there was a first write
 * @param watchedUntil the end of what was judged
 */
public record Move(
        String name,
        Report.Mode mode,
        String region,
        Instant event,
        boolean outageIsAsked,
        Optional<Recovery> firstWrite,
        Optional<ServiceRecovery> service,
        Instant watchedUntil) {
    /** @throws IllegalArgumentException if there is a full recovery without a first write, or the reverse */
    public Move {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(watchedUntil, "watchedUntil");
        if (firstWrite.isPresent() != service.isPresent()) {
            throw new IllegalArgumentException("what comes back is judged exactly when a first write came");
        }
    }
}
