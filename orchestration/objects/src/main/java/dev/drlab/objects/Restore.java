package dev.drlab.objects;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Restores keys of a versioned bucket to what they were at a moment. Each key's version of that moment is copied over
 * the current one; nothing is ever deleted but by a delete marker, and that only when asked for.
 *
 * <p>It may be stopped and run again at any time: the state of the moment does not change by copies that are younger,
 * and a copy names the version it came from, so what is done is found done. Writers should be stopped meanwhile: what
 * they write to a key after it was looked at may be covered by the copy (and is kept as a version).
 */
public final class Restore {
    private static final int PAGE = 1000;
    private static final int AT_ONCE = 8;
    private static final long LONGEST_END_MINUTES = 60;

    private final S3Client s3;
    private final RestoreRequest request;
    private final RestoreListener listener;
    private final VersionLister lister;
    private final VersionCopier copier;
    private final Planner planner;
    private volatile boolean stopped;

    /** A restore that has not begun. */
    public Restore(S3Client s3, RestoreRequest request, RestoreListener listener) {
        this(s3, request, listener, PAGE, CopyLimits.ofS3());
    }

    Restore(S3Client s3, RestoreRequest request, RestoreListener listener, int pageSize, CopyLimits limits) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.request = Objects.requireNonNull(request, "request");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.lister = new VersionLister(s3, request.bucket(), request.scope(), pageSize);
        this.copier = new VersionCopier(s3, request.bucket(), limits);
        this.planner = new Planner(request.at(), request.hideNewer(), copier::compare);
    }

    /**
     * Finds out what has to be done and changes nothing.
     *
     * @throws RestoreException when the bucket cannot be restored: versioning is not enabled
     * @throws SdkException when the bucket cannot be read
     * @throws InterruptedException when interrupted
     */
    public RestoreTally plan() throws InterruptedException {
        requireVersioning();
        RestoreTally tally = new RestoreTally();
        lister.visit(entries -> {
            stepOf(entries, tally, listener::unreadable)
                    .filter(step -> step.action() != Step.Action.NONE)
                    .ifPresent(listener::planned);
            return !stopped;
        });
        return tally;
    }

    /**
     * Does what has to be done, several keys at once.
     *
     * @throws RestoreException when the bucket cannot be restored: versioning is not enabled
     * @throws SdkException when the bucket cannot be listed; what was done until then stays
     * @throws InterruptedException when interrupted; keys that are being copied are finished first
     */
    public RestoreResult run() throws InterruptedException {
        requireVersioning();
        RestoreTally tally = new RestoreTally();
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore slots = new Semaphore(AT_ONCE);
        try {
            lister.visit(entries -> {
                Optional<Step> step = stepOf(entries, tally, (key, why) -> {
                    failed.incrementAndGet();
                    tell(() -> listener.unreadable(key, why));
                });
                if (step.isPresent() && step.get().action().writes()) {
                    slots.acquire();
                    workers.execute(() -> {
                        try {
                            apply(step.get(), done, failed);
                        } finally {
                            slots.release();
                        }
                    });
                }
                return !stopped;
            });
        } finally {
            workers.shutdown();
            workers.awaitTermination(LONGEST_END_MINUTES, TimeUnit.MINUTES);
        }
        return new RestoreResult(tally, done.get(), failed.get(), stopped);
    }

    /** Asks for the end: keys that are being written are finished, no other is begun. */
    public void stop() {
        stopped = true;
    }

    /** True once it was asked to end. */
    public boolean isStopped() {
        return stopped;
    }

    /** What a key needs; empty when the bucket does not say enough of it, which is its own failure and no other key's. */
    private Optional<Step> stepOf(
            List<ObjectVersion> entries, RestoreTally tally, BiConsumer<String, String> unreadable) {
        try {
            Step step = planner.plan(entries);
            tally.add(step, entries.size());
            return Optional.of(step);
        } catch (SdkException e) {
            if (isUnanswered(e)) {
                throw e;
            }
            tally.addUnreadable(entries.size());
            unreadable.accept(entries.get(0).key(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Not this key's failure: nobody answers, or this run is being ended. */
    private static boolean isUnanswered(SdkException e) {
        return e instanceof AbortedException
                || e instanceof ApiCallTimeoutException
                || Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
    }

    private void apply(Step step, AtomicLong done, AtomicLong failed) {
        if (stopped) {
            return;
        }
        try {
            if (step.action().copies()) {
                copier.copy(step.target().orElseThrow());
            } else {
                s3.deleteObject(delete -> delete.bucket(request.bucket()).key(step.key()));
            }
        } catch (RuntimeException e) { // whatever one key ends in, the others go on
            failed.incrementAndGet();
            tell(() -> listener.failed(step, String.valueOf(e.getMessage())));
            return;
        }
        done.incrementAndGet();
        tell(() -> listener.done(step));
    }

    private void tell(Runnable news) {
        synchronized (listener) {
            news.run();
        }
    }

    /** Without versioning there is nothing to restore from; suspended, a copy would destroy the version named null. */
    private void requireVersioning() {
        BucketVersioningStatus status =
                s3.getBucketVersioning(get -> get.bucket(request.bucket())).status();
        if (status != BucketVersioningStatus.ENABLED) {
            throw new RestoreException("versioning of the bucket " + request.bucket() + " is "
                    + (status == BucketVersioningStatus.SUSPENDED ? "suspended" : "off")
                    + "; a restore needs it enabled, so that it never replaces a version");
        }
    }
}
