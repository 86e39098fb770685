package dev.drlab.service.guard;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The database as its reader role sees it.
 *
 * @param inRecovery true for a replica
 * @param epoch the epoch of its lineage, 0 when none was written
 * @param drainToken the drain that closed the writer role, if any
 * @param streaming true while a WAL receiver is connected
 * @param lagSeconds how far replay is behind; 0 for a writer and for a replica that has replayed all it received,
 *     empty when it cannot be told
 */
public record DatabaseStatus(
        boolean inRecovery, long epoch, Optional<String> drainToken, boolean streaming, OptionalDouble lagSeconds) {
    public DatabaseStatus {
        Objects.requireNonNull(drainToken, "drainToken");
        Objects.requireNonNull(lagSeconds, "lagSeconds");
    }
}
