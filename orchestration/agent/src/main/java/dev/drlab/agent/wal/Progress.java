package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Lsn;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a reading has got, every two seconds; ends it when its time is over. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final double MEGABYTE = 1e6;

    private final long deadline;
    private final Consumer<String> told;
    private long next = System.nanoTime() + EVERY.toNanos();

    Progress(Duration limit, Consumer<String> told) {
        this.deadline = System.nanoTime() + limit.toNanos();
        this.told = told;
    }

    boolean goOn(Lsn from, Lsn position, Lsn to) {
        long now = System.nanoTime();
        if (now - next > 0) {
            next = now + EVERY.toNanos();
            told.accept(String.format(
                    Locale.ROOT,
                    "%.1f of %.1f MB of WAL read",
                    position.minus(from) / MEGABYTE,
                    to.minus(from) / MEGABYTE));
        }
        return now - deadline < 0;
    }
}
