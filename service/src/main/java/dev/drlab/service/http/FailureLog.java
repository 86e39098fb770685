package dev.drlab.service.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of failed requests without a line for each: a region that refuses everybody would spend its processor, and its
 * owner's money, on the log. The first of a kind is told at once; those within the second after it, with the next one.
 *
 * <p>Thread-safe.
 */
public final class FailureLog {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final Consumer<String> lines;
    private final Map<Kind, Count> counts = new ConcurrentHashMap<>();

    /**
     * @param nanos a monotonic clock, in nanoseconds
     * @param lines takes what is told
     */
    public FailureLog(LongSupplier nanos, Consumer<String> lines) {
        this.nanos = nanos;
        this.lines = lines;
    }

    /**
     * A request to {@code target}, a method and a route, was answered {@code status} for {@code reason}. Of many, the
     * last reason is told.
     */
    public void answered(String target, int status, String reason) {
        Kind kind = new Kind(target, status);
        counts.computeIfAbsent(kind, k -> new Count()).add(nanos.getAsLong(), kind, reason);
    }

    private record Kind(String target, int status) {}

    private final class Count {
        private boolean told;
        private long toldAt;
        private long untold;

        private synchronized void add(long now, Kind kind, String reason) {
            untold++;
            if (told && now - toldAt < PAUSE_NANOS) {
                return;
            }
            lines.accept(kind.target() + " answered " + kind.status() + (untold > 1 ? ", " + untold + " times" : "")
                    + ": " + reason);
            told = true;
            toldAt = now;
            untold = 0;
        }
    }
}
