package dev.drlab.contract.authority;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A pause of writes in the active region, set for the length of a switchover.
 *
 * @param token identifies this setting of it; only its holder may hand over or lift it
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

    /**
     * One more drain by the execution {@code owner}, with a token of its own: what was lifted once is never set again, so a
     * lift that comes late does not meet it.
     *
     * @throws IllegalArgumentException as {@link #prefixOf}
     */
    public static Drain by(String owner, Instant deadline) {
        return new Drain(prefixOf(owner) + UUID.randomUUID(), deadline);
    }

    /**
     * Prefix of the tokens of that owner's drains, and of no other's.
     *
     * @throws IllegalArgumentException if the owner is blank, or has a slash, which no execution's name has
     */
    public static String prefixOf(String owner) {
        if (owner.isBlank() || owner.contains("/")) {
            throw new IllegalArgumentException(
                    "owner must be an execution's name, without a slash; got '" + owner + "'");
        }
        return "drain-" + owner + "/";
    }

    /** True when {@code now} is past the deadline. */
    public boolean expiredAt(Instant now) {
        return now.isAfter(deadline);
    }
}
