package dev.drlab.statemachine.runner;

import dev.drlab.statemachine.model.Retrier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Counts the retries of one visit to a state, for each of its Retry entries. */
final class RetryPolicy {
    private final List<Retrier> retriers;
    private final int[] used;
    private final RandomGenerator random;

    RetryPolicy(List<Retrier> retriers, RandomGenerator random) {
        this.retriers = retriers;
        this.used = new int[retriers.size()];
        this.random = random;
    }

    /** @param retry from 1, of the entry that matched */
    record Wait(int retry, Duration delay) {}

    /** The wait before the next attempt; empty when the first entry that matches is used up, or none does. */
    Optional<Wait> next(StateFailure failure) {
        for (int i = 0; i < used.length; i++) {
            Retrier retrier = retriers.get(i);
            if (failure.matches(retrier.errorEquals())) {
                if (used[i] >= retrier.maxAttempts()) {
                    return Optional.empty();
                }
                used[i]++;
                Duration delay = retrier.delayBefore(used[i]);
                return Optional.of(new Wait(used[i], retrier.fullJitter() ? jittered(delay) : delay));
            }
        }
        return Optional.empty();
    }

    private Duration jittered(Duration delay) {
        return Duration.ofMillis(random.nextLong(delay.toMillis() + 1));
    }
}
