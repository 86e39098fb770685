package dev.drlab.workload;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.http.Reply;
import dev.drlab.workload.http.Result;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Waits for the first write that a region acknowledges and that can be read back. Only what was sent from then on counts:
 * an answer that was under way proves nothing.
 */
final class RecoveryWatch {
    /** Reads a row by its id, at once or after a pause, outside the set rates. */
    interface ReadBack {
        void now(long id, Consumer<Reply> reply);

        void soon(long id, Consumer<Reply> reply);
    }

    private final String region;
    private final long sinceNanos;
    private final ReadBack readBack;
    private final MonotonicClock clock;
    private final CompletableFuture<Recovery> recovery = new CompletableFuture<>();
    private boolean began;
    private AcknowledgedWrite beforeBegin;
    private boolean reading;

    RecoveryWatch(String region, long sinceNanos, ReadBack readBack, MonotonicClock clock) {
        this.region = region;
        this.sinceNanos = sinceNanos;
        this.readBack = readBack;
        this.clock = clock;
    }

    CompletableFuture<Recovery> recovery() {
        return recovery;
    }

    /**
     * The first such write that the ledger had when this watch was already told of new ones: it goes before those that came
     * meanwhile.
     */
    void begin(Optional<AcknowledgedWrite> first) {
        Optional<AcknowledgedWrite> next;
        synchronized (this) {
            began = true;
            next = first.filter(this::counts).or(() -> Optional.ofNullable(beforeBegin));
            reading = next.isPresent();
        }
        next.ifPresent(write -> readBack.now(write.id(), reply -> judge(write, reply)));
    }

    void acknowledged(AcknowledgedWrite write) {
        synchronized (this) {
            if (reading || !counts(write)) {
                return;
            }
            if (!began) {
                beforeBegin = beforeBegin == null ? write : beforeBegin;
                return;
            }
            reading = true;
        }
        readBack.now(write.id(), reply -> judge(write, reply));
    }

    private boolean counts(AcknowledgedWrite write) {
        return write.startNanos() - sinceNanos >= 0 && write.region().equals(region);
    }

    private void judge(AcknowledgedWrite write, Reply reply) {
        if (recovery.isDone()) {
            return;
        }
        if (reply.result() == Result.OK && reply.id() == write.id()) {
            long now = System.nanoTime();
            recovery.complete(new Recovery(write, now, clock.at(now)));
        } else if (reply.status() == 200 || reply.status() == 404) {
            // The row is not there: this acknowledgement proves nothing, the next one may.
            synchronized (this) {
                reading = false;
            }
        } else {
            readBack.soon(write.id(), next -> judge(write, next));
        }
    }
}
