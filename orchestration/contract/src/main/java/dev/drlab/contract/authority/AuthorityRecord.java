package dev.drlab.contract.authority;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One region's knowledge of who may write. Of two records the one with the higher epoch holds; two regions can never
 * hold the same epoch (see {@link Parity}).
 *
 * @param epoch 1 or more; only grows
 * @param region the region that may write in this epoch
 * @param confirmedAt when {@code region} last showed that it was alive and active
 * @param drain present while writes are paused for a switchover
 * @param handedOverBy token of the drain by whose hand-over the record came to be; empty for one that was raised
 */
public record AuthorityRecord(
        long epoch, String region, Instant confirmedAt, Optional<Drain> drain, Optional<String> handedOverBy) {
    /** @throws IllegalArgumentException if the epoch is not positive or the region is blank */
    public AuthorityRecord {
        Objects.requireNonNull(confirmedAt, "confirmedAt");
        Objects.requireNonNull(drain, "drain");
        Objects.requireNonNull(handedOverBy, "handedOverBy");
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be 1 or more, got " + epoch);
        }
        if (Objects.requireNonNull(region, "region").isBlank()) {
            throw new IllegalArgumentException("region is blank");
        }
    }

    /** A record that was raised. */
    public AuthorityRecord(long epoch, String region, Instant confirmedAt, Optional<Drain> drain) {
        this(epoch, region, confirmedAt, drain, Optional.empty());
    }

    /** A record that was raised, without a drain. */
    public static AuthorityRecord of(long epoch, String region, Instant confirmedAt) {
        return new AuthorityRecord(epoch, region, confirmedAt, Optional.empty());
    }

    /** The record with the higher epoch; {@code this} when the other is absent or equal. */
    public AuthorityRecord orHigher(Optional<AuthorityRecord> other) {
        return other.filter(o -> o.epoch > epoch).orElse(this);
    }
}
