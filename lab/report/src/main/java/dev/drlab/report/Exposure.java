package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Exposure to loss, from the steady time to the end: the age of the oldest acknowledged canary that the replica did not
 * have. Where no canary arrived at the replica it was not measured: what is known there is listed, and nothing is called 0.
 *
 * @param maxSeconds the highest while it was measured; null when it never was
 * @param observedSeconds how long the canaries were looked at
 * @param unmeasured the times in which it was not measured, in order
 */
@JsonPropertyOrder({"maxSeconds", "observedSeconds", "unmeasuredSeconds", "atLeastSeconds", "unmeasured"})
public record Exposure(Double maxSeconds, double observedSeconds, List<Period> unmeasured) {
    /** @throws IllegalArgumentException if a number is negative */
    public Exposure {
        if (maxSeconds != null) {
            Checks.notNegative("exposure.maxSeconds", maxSeconds);
        }
        Checks.notNegative("exposure.observedSeconds", observedSeconds);
        unmeasured = List.copyOf(unmeasured);
    }

    /** Together, all times in which it was not measured, in seconds. */
    @JsonProperty
    public double unmeasuredSeconds() {
        return unmeasured.stream().mapToDouble(Period::seconds).sum();
    }

    /** The highest lower bound that is known of those times, in seconds; null when none is. */
    @JsonProperty
    public Double atLeastSeconds() {
        return unmeasured.stream()
                .map(Period::atLeastSeconds)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
    }

    /** The knowledge of the exposure at a moment. */
    public enum Knowledge {
        /** A canary arrived, or one had just before: it is known. */
        MEASURED,
        /** No canary arrived, and acknowledged ones are missing: it is their age or more. */
        AT_LEAST,
        /** No canary arrived, and none that was acknowledged is missing: whatever else was written is not known of. */
        UNMEASURED;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A time in which it was not measured.
     *
     * @param from its beginning
     * @param to its end
     * @param known what is known nevertheless
     * @param atLeastSeconds the lower bound at its highest; null when none is known
     */
    public record Period(Instant from, Instant to, Knowledge known, Double atLeastSeconds) {
        /** @throws IllegalArgumentException if it ends before it begins, or has a bound exactly when it should not */
        public Period {
            Objects.requireNonNull(from, "exposure.unmeasured.from");
            Objects.requireNonNull(to, "exposure.unmeasured.to");
            Objects.requireNonNull(known, "exposure.unmeasured.known");
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("exposure.unmeasured.to " + to + " is before from " + from);
            }
            if (known == Knowledge.MEASURED || (known == Knowledge.AT_LEAST) != (atLeastSeconds != null)) {
                throw new IllegalArgumentException(
                        "exposure.unmeasured.known " + known + " does not go with atLeastSeconds " + atLeastSeconds);
            }
        }

        /** How long it lasted, in seconds. */
        public double seconds() {
            return Duration.between(from, to).toMillis() / 1000.0;
        }
    }
}
