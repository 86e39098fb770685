package dev.drlab.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All checks of one reading.
 *
 * @param region which is to take over
 * @param peer the other one; empty when nobody could tell which it is
 * @param at when it began
 * @param took how long it took
 * @param results one a check, in the order of the table
 */
public record ReadinessReport(String region, Optional<String> peer, Instant at, Duration took, List<Result> results) {
    /** @throws IllegalArgumentException if there are no results */
    public ReadinessReport {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(took, "took");
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a report has results");
        }
    }

    /** Whether the region could take over. */
    public Verdict verdict() {
        return Verdict.of(results.stream().map(Result::outcome).toList());
    }

    /** How many checks ended so. */
    public long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** The verdict and what it rests on, in one line. */
    public String headline() {
        StringBuilder text = new StringBuilder(region)
                .append(": ")
                .append(verdict().text())
                .append(" to take over")
                .append(peer.map(other -> " from " + other).orElse(""))
                .append(" (")
                .append(count(Outcome.OK) + count(Outcome.WARNING))
                .append(" of ")
                .append(results.size())
                .append(" checks are met");
        for (Outcome outcome : List.of(Outcome.WARNING, Outcome.FAILED, Outcome.NOT_JUDGED, Outcome.LEFT_OUT)) {
            if (count(outcome) > 0) {
                text.append(outcome == Outcome.WARNING ? ", of them with a warning: " : ", " + outcome.text() + ": ")
                        .append(count(outcome));
            }
        }
        return text.append(')').toString();
    }
}
