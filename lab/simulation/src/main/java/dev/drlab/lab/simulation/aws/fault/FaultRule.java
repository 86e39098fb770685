package dev.drlab.lab.simulation.aws.fault;

import dev.drlab.lab.simulation.aws.call.Call;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault that is armed for the calls that match; made by {@link FaultInjector}. Thread-safe. */
public final class FaultRule {
    private final Predicate<Call> matching;
    private final Fault fault;
    private final AtomicInteger left;
    private final AtomicInteger hits = new AtomicInteger();

    FaultRule(Predicate<Call> matching, Fault fault, int times) {
        this.matching = Objects.requireNonNull(matching, "matching");
        this.fault = Objects.requireNonNull(fault, "fault");
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more, got " + times);
        }
        this.left = new AtomicInteger(times);
    }

    /** The effect on the caller of a matching call. */
    public Fault fault() {
        return fault;
    }

    /** How many calls it has failed so far. */
    public int hits() {
        return hits.get();
    }

    /** Ends it; calls already failed stay counted. */
    public void disarm() {
        left.set(0);
    }

    /** Claims one failure for {@code call}; false when it does not match or is used up. */
    boolean claims(Call call) {
        if (!matching.test(call)) {
            return false;
        }
        if (left.getAndUpdate(n -> n == 0 || n == Integer.MAX_VALUE ? n : n - 1) == 0) {
            return false;
        }
        hits.incrementAndGet();
        return true;
    }
}
