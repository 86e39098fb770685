package dev.drlab.contract.authority;

import java.time.Instant;
import java.util.Objects;

/**
 * A pause of writes in the active region, set for the length of a switchover.
 *
 * @param token identifies the switchover that set it; only its holder may hand over or lift it
 * @param deadline after this instant the region may lift the drain by itself
 */
public record Drain(String token, Instant deadline) {
    /** @throws IllegalArgumentException if the token is blank */
    public Drain {
        Objects.requireNonNull(deadline, "deadline");
        if (Objects.requireNonNull(token, "token").isBlank()) {
            throw new IllegalArgumentException("drain token is blank");
        }
    }

    /** True when {@code now} is past the deadline. */
    public boolean expiredAt(Instant now) {
        return now.isAfter(deadline);
    }
}
