package dev.drlab.readiness.region;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A value that several checks need and that is read once: the first asker reads, the others wait for it. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> read;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> value = new CompletableFuture<>();

    /** Of what {@code read} gives. */
    public Once(Supplier<T> read) {
        this.read = read;
    }

    /**
     * The value.
     *
     * @throws UnjudgedException if it could not be read, or the thread was interrupted
     */
    @Override
    public T get() {
        if (begun.compareAndSet(false, true)) {
            try {
                value.complete(read.get());
            } catch (RuntimeException e) {
                value.completeExceptionally(e);
            }
        }
        try {
            return value.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnjudgedException("stopped while it was waited for", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnjudgedException unjudged) {
                throw new UnjudgedException(unjudged.getMessage(), unjudged);
            }
            throw new CompletionException(e.getCause());
        }
    }
}
