package dev.drlab.contract.waiting;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Looks at something that no event announces, again and again, until it is as wanted or a deadline has passed. It looks at
 * least once, and once more when the deadline has come, so that what came at the last moment is not missed.
 */
public final class Poll {
    private static final Duration USUAL_INTERVAL = Duration.ofMillis(20);

    private final Deadline deadline;
    private final Duration interval;

    private Poll(Deadline deadline, Duration interval) {
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.interval = Objects.requireNonNull(interval, "interval");
        if (interval.isNegative()) {
            throw new IllegalArgumentException("the interval is negative: " + interval);
        }
    }

    /**
     * One read of what is waited for.
     *
     * @param <T> what is seen
     * @param <X> why it may fail, which ends the wait
     */
    @FunctionalInterface
    public interface Read<T, X extends Exception> {
        /** The value that is there now. */
        T read() throws X, InterruptedException;
    }

    /** A poll until then, every 20 ms. */
    public static Poll until(Deadline deadline) {
        return new Poll(deadline, USUAL_INTERVAL);
    }

    /** A poll for so long, every 20 ms. */
    public static Poll within(Duration limit) {
        return until(Deadline.after(limit));
    }

    /** The same with this time from one reading to the next; zero for a reading that takes its time. */
    public Poll every(Duration time) {
        return new Poll(deadline, time);
    }

    /**
     * Waits until a reading shows what is wanted.
     *
     * @param otherwise what to say when it does not come, such as {@code "the traffic did not begin"}
     * @throws InterruptedException when the thread is interrupted
     */
    public <T, X extends Exception> Observed<T> observe(
            String otherwise, Read<? extends T, X> read, Predicate<? super T> wanted) throws X, InterruptedException {
        Objects.requireNonNull(otherwise, "otherwise");
        while (true) {
            boolean last = deadline.passed();
            T seen = read.read();
            boolean met = wanted.test(seen);
            if (met || last) {
                return new Observed<>(seen, met, otherwise + " within " + deadline);
            }
            Duration left = deadline.left();
            deadline.clock().sleep(left.compareTo(interval) < 0 ? left : interval);
        }
    }

    /**
     * Waits until a condition holds.
     *
     * @param otherwise as above
     * @throws InterruptedException when the thread is interrupted
     */
    public <X extends Exception> Observed<Boolean> holds(String otherwise, Read<Boolean, X> condition)
            throws X, InterruptedException {
        return observe(otherwise, condition, Boolean::booleanValue);
    }
}
