package dev.drlab.contract.waiting;

import java.util.function.BiFunction;

/**
 * How a {@link Poll} ended.
 *
 * @param last what the last reading showed
 * @param met whether that was what was wanted
 * @param otherwise what did not come and for how long it was waited for, such as
 *     {@code "the traffic did not begin within 30 s"}; meaningless when it came
 */
public record Observed<T>(T last, boolean met, String otherwise) {
    /** The value seen; else throws the failure that {@code failure} makes of {@link #otherwise} and {@link #last}. */
    public <X extends Exception> T orElseThrow(BiFunction<String, T, X> failure) throws X {
        if (!met) {
            throw failure.apply(otherwise, last);
        }
        return last;
    }
}
