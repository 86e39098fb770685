package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The whole restore over a bucket in memory. */
class RestoreTest {
    private final FakeBucket bucket = new FakeBucket();

    private Restore restore(Scope scope, Instant at, boolean hideNewer, int pageSize, CopyLimits limits) {
        return new Restore(
                bucket,
                new RestoreRequest("b", scope, at, hideNewer),
                RestoreListener.NONE,
                pageSize,
                limits,
                Duration.ofMinutes(1));
    }

    private RestoreResult run(Scope scope, Instant at) throws InterruptedException {
        return restore(scope, at, false, 1000, CopyLimits.ofS3()).run();
    }

    /** a is overwritten, b deleted, c deleted and written again, d untouched, e new. */
    private Instant damaged() {
        for (String key : List.of("x/a", "x/b", "x/c", "x/d")) {
            bucket.put(key, "good " + key);
        }
        Instant at = bucket.now();
        bucket.put("x/a", "bad");
        bucket.delete("x/b");
        bucket.delete("x/c");
        bucket.put("x/c", "bad");
        bucket.put("x/e", "new");
        return at;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void bringsBackTheStateOfTheMomentWhateverThePageSize(int pageSize) throws Exception {
        Instant at = damaged();
        RestoreResult result = restore(Scope.everything(), at, false, pageSize, CopyLimits.ofS3())
                .run();
        assertThat(result.done()).isEqualTo(3);
        for (String key : List.of("x/a", "x/b", "x/c", "x/d")) {
            assertThat(bucket.body(key)).contains("good " + key);
        }
        assertThat(bucket.body("x/e")).contains("new");
    }

    @Test
    void aSecondRunDoesNothing() throws Exception {
        Instant at = damaged();
        run(Scope.everything(), at);
        bucket.calls.clear();
        RestoreResult again = run(Scope.everything(), at);
        assertThat(again.done()).isZero();
        assertThat(bucket.calls).containsExactly("list");
    }

    @Test
    void aRunThatIsStoppedIsFinishedByTheNextAndCopiesNothingTwice() throws Exception {
        List<String> keys =
                IntStream.range(0, 40).mapToObj(i -> "k" + (100 + i)).toList();
        keys.forEach(key -> bucket.put(key, "good"));
        Instant at = bucket.now();
        keys.forEach(bucket::delete);
        Restore first = restore(Scope.everything(), at, false, 5, CopyLimits.ofS3());
        AtomicInteger copies = new AtomicInteger();
        bucket.beforeCopy = () -> {
            if (copies.incrementAndGet() >= 10) {
                first.stop();
            }
        };
        RestoreResult stopped = first.run();
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.done()).isBetween(1L, 39L);
        RestoreResult second =
                restore(Scope.everything(), at, false, 5, CopyLimits.ofS3()).run();
        assertThat(stopped.done() + second.done()).isEqualTo(40);
        keys.forEach(key -> assertThat(bucket.versionsOf(key)).isEqualTo(3));
    }

    @Test
    void planningChangesNothing() throws Exception {
        Instant at = damaged();
        List<String> planned = new ArrayList<>();
        RestoreTally tally = new Restore(
                        bucket, new RestoreRequest("b", Scope.everything(), at, false), new RestoreListener() {
                            @Override
                            public void planned(Step step) {
                                planned.add(step.action() + " " + step.key());
                            }
                        })
                .plan();
        assertThat(planned).containsExactly("REVERT x/a", "UNDELETE x/b", "REVERT x/c", "LEAVE x/e");
        assertThat(tally.writes()).isEqualTo(3);
        assertThat(tally.bytes()).isEqualTo(3 * "good x/a".length());
        assertThat(bucket.calls).containsExactly("list");
    }

    @Test
    void thePlanCountsKeysWhoseVersionWasUploadedInParts() throws Exception {
        bucket.inParts.addAll(List.of("x/b", "x/d", "x/e"));
        Instant at = damaged();
        List<String> planned = new ArrayList<>();
        Restore restore =
                new Restore(bucket, new RestoreRequest("b", Scope.everything(), at, false), new RestoreListener() {
                    @Override
                    public void planned(Step step) {
                        if (step.target().map(ObjectVersion::inParts).orElse(false)) {
                            planned.add(step.key());
                        }
                    }
                });
        assertThat(restore.plan().inParts()).isEqualTo(2);
        assertThat(planned).containsExactly("x/b");
    }

    @Test
    void oneKeyIsRestoredAloneEvenIfOthersBeginLikeIt() throws Exception {
        bucket.put("k", "good");
        bucket.put("k2", "good");
        Instant at = bucket.now();
        bucket.delete("k");
        bucket.delete("k2");
        run(Scope.key("k"), at);
        assertThat(bucket.body("k")).contains("good");
        assertThat(bucket.body("k2")).isEmpty();
    }

    @Test
    void newerKeysAreHiddenByADeleteMarkerWhenAskedForAndNoVersionIsEverDeleted() throws Exception {
        Instant at = damaged();
        int versions = bucket.versionsOf("x/e");
        restore(Scope.everything(), at, true, 1000, CopyLimits.ofS3()).run();
        assertThat(bucket.body("x/e")).isEmpty();
        assertThat(bucket.versionsOf("x/e")).isEqualTo(versions + 1);
        assertThat(bucket.calls).contains("delete x/e null");
    }

    @Test
    void theCopyKeepsTypeAndMetadataAndNamesItsOrigin() throws Exception {
        bucket.put("k", "good");
        String origin = bucket.current("k").id();
        Instant at = bucket.now();
        bucket.delete("k");
        run(Scope.everything(), at);
        assertThat(bucket.current("k").type()).isEqualTo("text/x");
        assertThat(bucket.current("k").metadata())
                .containsEntry("owner", "me")
                .containsEntry(VersionCopier.ORIGIN, origin);
    }

    @Test
    void aLargeVersionIsCopiedInPartsWithItsTags() throws Exception {
        bucket.put("k", "0123456789");
        Instant at = bucket.now();
        bucket.delete("k");
        restore(Scope.everything(), at, false, 1000, new CopyLimits(9, 4)).run();
        assertThat(bucket.calls)
                .contains("part 1 bytes=0-3", "part 2 bytes=4-7", "part 3 bytes=8-9", "complete [1e1, 2e2, 3e3]")
                .anyMatch(call -> call.startsWith("upload k tagged") && call.contains("v1"));
        assertThat(bucket.body("k")).contains("0123456789");
        assertThat(run(Scope.everything(), at).done()).isZero();
    }

    @Test
    void aFailedMultipartCopyIsAborted() throws Exception {
        bucket.put("k", "0123456789");
        Instant at = bucket.now();
        bucket.delete("k");
        bucket.refused.add("k");
        RestoreResult result = restore(Scope.everything(), at, false, 1000, new CopyLimits(9, 4))
                .run();
        assertThat(result.failed()).isOne();
        assertThat(bucket.calls).contains("abort u");
    }

    @Test
    void oneKeyThatFailsDoesNotHoldUpTheOthers() throws Exception {
        Instant at = damaged();
        bucket.refused.add("x/a");
        RestoreResult result = run(Scope.everything(), at);
        assertThat(result.failed()).isOne();
        assertThat(result.done()).isEqualTo(2);
        assertThat(bucket.body("x/b")).contains("good x/b");
    }

    @Test
    void aKeyThatXmlCannotCarryIsRestoredWithTheOthers() throws Exception {
        String key = "bell\u0007 and\u0001 more\u001f";
        bucket.put(key, "good");
        bucket.put("plain", "good");
        Instant at = bucket.now();
        bucket.delete(key);
        bucket.delete("plain");
        assertThat(run(Scope.everything(), at).done()).isEqualTo(2);
        assertThat(bucket.body(key)).contains("good");
        assertThat(bucket.body("plain")).contains("good");
    }

    @Test
    void aKeyThatXmlCannotCarryAndThatMustBeCopiedInPartsIsNamedAndNoUploadIsBegun() throws Exception {
        bucket.put("bell\u0007", "0123456789");
        bucket.put("plain", "0123456789");
        Instant at = bucket.now();
        bucket.delete("bell\u0007");
        bucket.delete("plain");
        RestoreResult result = restore(Scope.everything(), at, false, 1000, new CopyLimits(9, 4))
                .run();
        assertThat(result.failed()).isOne();
        assertThat(bucket.body("plain")).contains("0123456789");
        assertThat(bucket.calls).noneMatch(call -> call.startsWith("upload bell"));
    }

    @Test
    void anOverwriteThatKeptMetadataAndLengthIsNotTakenForARestoredVersion() throws Exception {
        bucket.put("k", "good");
        Instant at = bucket.now();
        bucket.put("k", "bad!");
        run(Scope.everything(), at);
        bucket.overwriteKeepingMetadata("k", "evil");
        assertThat(run(Scope.everything(), at).done()).isOne();
        assertThat(bucket.body("k")).contains("good");
        assertThat(run(Scope.everything(), at).done()).isZero();
    }

    @Test
    void whatCannotBeComparedIsCopiedAgain() throws Exception {
        bucket.encryption = ServerSideEncryption.AWS_KMS;
        bucket.put("k", "good");
        Instant at = bucket.now();
        bucket.put("k", "bad!");
        run(Scope.everything(), at);
        RestoreResult again = run(Scope.everything(), at);
        assertThat(again.tally().keys(Step.Action.REVERT_AGAIN)).isOne();
        assertThat(again.done()).isOne();
        assertThat(bucket.body("k")).contains("good");
    }

    @Test
    void aKeyThatCannotBeReadIsNamedAndTheOthersGoOn() throws Exception {
        Instant at = damaged();
        bucket.put("x/a", "bad! x/a");
        bucket.unreadable.add("x/a");
        List<String> named = new ArrayList<>();
        Restore restore =
                new Restore(bucket, new RestoreRequest("b", Scope.everything(), at, false), new RestoreListener() {
                    @Override
                    public void unreadable(String key, String why) {
                        named.add(key + ": " + why);
                    }
                });
        assertThat(restore.plan().unreadable()).isOne();
        assertThat(named).singleElement().asString().startsWith("x/a: unreadable");
        RestoreResult result = restore.run();
        assertThat(result.failed()).isOne();
        assertThat(bucket.body("x/b")).contains("good x/b");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1000})
    void aKeyOfAnyNumberOfVersionsGetsThatOfTheMoment(int pageSize) throws Exception {
        for (int i = 1; i <= 2500; i++) {
            bucket.put("k", "body " + i);
        }
        Instant at = bucket.now();
        for (int i = 2501; i <= 5000; i++) {
            bucket.put("k", "body " + i);
        }
        bucket.put("l", "new");
        Restore restore = restore(Scope.everything(), at, false, pageSize, CopyLimits.ofS3());
        assertThat(restore.plan().versions()).isEqualTo(5001);
        assertThat(restore.run().done()).isOne();
        assertThat(bucket.body("k")).contains("body 2500");
    }

    @Test
    void thePlanIsInTheOrderOfTheKeysAlsoWhereSomeMustBeComparedFirst() throws Exception {
        List<String> keys = IntStream.range(1000, 7000).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> bucket.put(key, "good"));
        Instant at = bucket.now();
        keys.forEach(key -> bucket.put(key, key.endsWith("7") ? "evil" : "longer"));
        List<String> planned = new ArrayList<>();
        new Restore(bucket, new RestoreRequest("b", Scope.everything(), at, false), new RestoreListener() {
                    @Override
                    public void planned(Step step) {
                        planned.add(step.key());
                    }
                })
                .plan();
        assertThat(planned).isEqualTo(keys);
    }

    /** The copy goes on until its key was named twice as not ended: a run that gave up before would count nothing. */
    @Test
    void aRunEndsAfterItsLastCopyHoweverLongThatTakesAndNamesWhatItWaitsFor() throws Exception {
        Instant at = damaged();
        CountDownLatch named = new CountDownLatch(2);
        bucket.beforeCopy = () -> awaited(named);
        RestoreListener listener = new RestoreListener() {
            @Override
            public void waiting(Collection<String> keys) {
                if (keys.containsAll(List.of("x/a", "x/b", "x/c"))) {
                    named.countDown();
                }
            }
        };
        RestoreRequest request = new RestoreRequest("b", Scope.everything(), at, false);
        RestoreResult result =
                new Restore(bucket, request, listener, 1000, CopyLimits.ofS3(), Duration.ofMillis(10)).run();
        assertThat(named.getCount()).isZero();
        assertThat(result.done()).isEqualTo(3);
        assertThat(result.failed()).isZero();
        assertThat(result.stopped()).isFalse();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never named");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anErrorInOneKeyIsNoRunWithoutFailures() {
        Instant at = damaged();
        bucket.beforeCopy = () -> {
            throw new NoClassDefFoundError("gone");
        };
        assertThatThrownBy(() -> run(Scope.everything(), at)).hasRootCauseMessage("gone");
    }

    @Test
    void aBucketThatNoLongerAnswersEndsThePlanAndTheRun() {
        for (int i = 0; i < 40; i++) {
            bucket.put("k" + (100 + i), "good");
        }
        Instant at = bucket.now();
        for (int i = 0; i < 40; i++) {
            bucket.put("k" + (100 + i), "evil");
        }
        bucket.silent.add("k105");
        assertThatThrownBy(() -> restore(Scope.everything(), at, false, 5, CopyLimits.ofS3())
                        .plan())
                .hasMessageContaining("no answer");
        assertThatThrownBy(() -> run(Scope.everything(), at)).hasMessageContaining("no answer");
        assertThat(bucket.body("k105")).contains("evil");
    }

    @Test
    void refusesABucketWhoseVersioningIsNotEnabled() {
        Instant at = damaged();
        bucket.status = BucketVersioningStatus.SUSPENDED;
        assertThatThrownBy(() -> run(Scope.everything(), at))
                .isInstanceOf(RestoreException.class)
                .hasMessageContaining("suspended");
        bucket.status = null;
        assertThatThrownBy(() -> run(Scope.everything(), at)).hasMessageContaining("off");
    }

    @Test
    void refusesAMomentInTheFuture() {
        assertThatThrownBy(() -> new RestoreRequest(
                        "b", Scope.everything(), Instant.now().plusSeconds(60), false))
                .hasMessageContaining("future");
    }

    @Test
    void partsGrowWithTheObjectSoThatThereAreTenThousandAtMost() {
        long large = 50L << 40;
        long part = CopyLimits.ofS3().partBytesOf(large);
        assertThat((large + part - 1) / part).isLessThanOrEqualTo(10_000);
        assertThat(CopyLimits.ofS3().partBytesOf(6L << 30)).isEqualTo(1L << 30);
    }
}
