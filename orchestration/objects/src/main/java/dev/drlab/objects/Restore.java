package dev.drlab.objects;

import dev.drlab.contract.threads.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    /**
     * The most requests that are under way at once; an HTTP client should keep as many connections. Two answers tell
     * whether a key was overwritten with as many bytes. S3 takes tens of milliseconds for one; of 5,500 a second and
     * prefix, above which it may refuse, this many stay clear.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">Performance</a>
     */
    public static final int REQUESTS_AT_ONCE = 64;

    private static final int PAGE = 1000;
    private static final int COPIES_AT_ONCE = 8;
    /** Two pages, so that looks go on while a page is fetched. */
    private static final int KEYS_AHEAD = 2 * PAGE;

    private static final Duration NEWS_EVERY = Duration.ofMinutes(1);

    private final S3Client s3;
    private final RestoreRequest request;
    private final RestoreListener listener;
    private final VersionLister lister;
    private final VersionCopier copier;
    private final Planner planner;
    private final Duration newsEvery;
    private final Set<String> inHand = new ConcurrentSkipListSet<>();
    private volatile boolean stopped;

    /** A restore that has not begun. */
    public Restore(S3Client s3, RestoreRequest request, RestoreListener listener) {
        this(s3, request, listener, PAGE, CopyLimits.ofS3(), NEWS_EVERY);
    }

    /** @param newsEvery how long it waits for the last keys between two words on them */
    Restore(
            S3Client s3,
            RestoreRequest request,
            RestoreListener listener,
            int pageSize,
            CopyLimits limits,
            Duration newsEvery) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.request = Objects.requireNonNull(request, "request");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.lister = new VersionLister(s3, request.bucket(), request.scope(), request.at(), pageSize);
        this.copier = new VersionCopier(s3, request.bucket(), limits);
        this.planner = new Planner(request.at(), request.hideNewer(), copier::compare);
        this.newsEvery = newsEvery;
    }

    /**
     * Finds out what has to be done and changes nothing.
     *
     * @throws RestoreException when the bucket cannot be restored: versioning is not enabled, or none of the keys is there
     * @throws SdkException when the bucket cannot be read
     * @throws InterruptedException when interrupted
     */
    public RestoreTally plan() throws InterruptedException {
        requireVersioning();
        RestoreTally tally = new RestoreTally();
        try (Lookahead<Runnable> readings = new Lookahead<>(REQUESTS_AT_ONCE, KEYS_AHEAD, Runnable::run)) {
            lister.visit(versions -> {
                readings.add(() -> newsOf(versions, tally));
                return !stopped;
            });
            if (!stopped) {
                readings.finish();
            }
        }
        requireFound(tally);
        return tally;
    }

    /** Nothing to do is said of keys that the bucket has, not of a key or a prefix that was misspelt. */
    private void requireFound(RestoreTally plan) {
        Scope scope = request.scope();
        if (!scope.prefix().isEmpty() && plan.keys() == 0 && !stopped) {
            throw new RestoreException("the bucket " + request.bucket() + " has no version of " + scope.describe()
                    + "; check " + (scope.exact() ? "--key" : "--prefix"));
        }
    }

    /** Looks at a key; what the listener is to hear of it is told in the order of the keys. */
    private Runnable newsOf(KeyVersions versions, RestoreTally tally) {
        List<Runnable> unreadable = new ArrayList<>();
        Optional<Step> step =
                stepOf(versions, tally, (key, why) -> unreadable.add(() -> listener.unreadable(key, why)));
        return () -> {
            unreadable.forEach(Runnable::run);
            step.filter(found -> found.action() != Step.Action.NONE).ifPresent(listener::planned);
        };
    }

    /**
     * Does what has to be done, several keys at once. Ends when the last of them has, however long that takes.
     *
     * @throws RestoreException when the bucket cannot be restored: versioning is not enabled
     * @throws SdkException when the bucket cannot be listed; what was done until then stays
     * @throws InterruptedException when interrupted; keys that are being copied are finished first, unless it waited
     *     for the last of them already
     */
    public RestoreResult run() throws InterruptedException {
        requireVersioning();
        RestoreTally tally = new RestoreTally();
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicReference<RuntimeException> fatal = new AtomicReference<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(COPIES_AT_ONCE, DaemonThreads.numbered("drlab-restore-copy"));
        Semaphore slots = new Semaphore(COPIES_AT_ONCE);
        try {
            lister.visit(versions -> {
                slots.acquire();
                workers.execute(() -> {
                    try {
                        restore(versions, tally, done, failed);
                    } catch (RuntimeException e) { // not one key's own, or apply would have told it
                        fatal.compareAndSet(null, e);
                    } catch (Error e) { // else its key would count neither as done nor as failed
                        fatal.compareAndSet(null, new IllegalStateException(e));
                    } finally {
                        slots.release();
                    }
                });
                return !stopped && fatal.get() == null;
            });
        } finally {
            finish(workers);
        }
        if (fatal.get() != null) {
            throw fatal.get();
        }
        return new RestoreResult(tally, done.get(), failed.get(), stopped);
    }

    /** Without a bound: a copy that is left behind would count neither as done nor as failed. */
    private void finish(ExecutorService workers) throws InterruptedException {
        workers.shutdown();
        while (!workers.awaitTermination(newsEvery.toMillis(), TimeUnit.MILLISECONDS)) {
            List<String> keys = List.copyOf(inHand);
            if (!keys.isEmpty()) {
                tell(() -> listener.waiting(keys));
            }
        }
    }

    /** Looks at a key and writes to it at once, so that little can happen to it in between. */
    private void restore(KeyVersions versions, RestoreTally tally, AtomicLong done, AtomicLong failed) {
        if (stopped) {
            return;
        }
        inHand.add(versions.key());
        try {
            stepOf(versions, tally, (key, why) -> {
                        failed.incrementAndGet();
                        tell(() -> listener.unreadable(key, why));
                    })
                    .filter(step -> step.action().writes())
                    .ifPresent(step -> apply(step, done, failed));
        } finally {
            inHand.remove(versions.key());
        }
    }

    /** Asks for the end: keys that are being written are finished, no other is begun. */
    public void stop() {
        stopped = true;
    }

    /** True once it was asked to end. */
    public boolean isStopped() {
        return stopped;
    }

    /** A key's step; empty when the bucket does not say enough of it, which is its own failure and no other key's. */
    private Optional<Step> stepOf(KeyVersions versions, RestoreTally tally, BiConsumer<String, String> unreadable) {
        try {
            Step step = planner.plan(versions);
            tally.add(step, versions.count());
            return Optional.of(step);
        } catch (SdkException e) {
            if (isUnanswered(e)) {
                throw e;
            }
            tally.addUnreadable(versions.count());
            unreadable.accept(versions.key(), String.valueOf(e.getMessage()));
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
