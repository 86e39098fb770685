package dev.drlab.infra.stacks.config;

import java.util.Objects;

/**
 * One value for each region.
 *
 * @param primary the primary region's
 * @param secondary the secondary region's
 * @param <T> type of the value
 *
 * @param primary the primary region's
 * @param secondary the secondary region's
 * @param <T> what it is
 */
public record PerRegion<T>(T primary, T secondary) {
    /** Both values are required. */
    public PerRegion {
        Objects.requireNonNull(primary, "primary");
        Objects.requireNonNull(secondary, "secondary");
    }

    /** The value of the region that has the role. */
    public T of(Role role) {
        return role == Role.PRIMARY ? primary : secondary;
    }
}
