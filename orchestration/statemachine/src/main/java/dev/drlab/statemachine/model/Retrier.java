package dev.drlab.statemachine.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * One entry of a Retry field.
 *
 * @param errorEquals the errors that it matches
 * @param intervalSeconds the first wait, 1 or more; 1 when left out
 * @param maxAttempts how many retries at most, 0 for none; 3 when left out
 * @param backoffRate what each wait is multiplied by for the next, 1 or more; 2 when left out
 * @param maxDelaySeconds the longest wait; empty for no limit
 * @param fullJitter true when a wait is drawn evenly from 0 to its length
 */
public record Retrier(
        List<String> errorEquals,
        int intervalSeconds,
        int maxAttempts,
        double backoffRate,
        OptionalInt maxDelaySeconds,
        boolean fullJitter) {
    /** Copies the list. */
    public Retrier {
        errorEquals = List.copyOf(errorEquals);
    }

    /** The wait before retry number {@code retry}, counted from 1, without jitter. */
    public Duration delayBefore(int retry) {
        double seconds = intervalSeconds * Math.pow(backoffRate, retry - 1);
        double capped = maxDelaySeconds.isPresent() ? Math.min(seconds, maxDelaySeconds.getAsInt()) : seconds;
        return Duration.ofMillis(Math.round(capped * 1000));
    }
}
