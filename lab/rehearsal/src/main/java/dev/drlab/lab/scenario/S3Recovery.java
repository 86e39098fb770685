package dev.drlab.lab.scenario;

import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.scenario.step.ServiceObjects;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.objects.Restore;
import dev.drlab.objects.RestoreListener;
import dev.drlab.objects.RestoreRequest;
import dev.drlab.objects.RestoreResult;
import dev.drlab.objects.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects are deleted and overwritten by mistake in the active region. The deletions do not reach the other region's
 * bucket, the overwrites do. One key, then a prefix, then everything is restored to the moment before; the copies are
 * replicated. Then the service moves, planned, and the objects are found in the other region.
 */
final class S3Recovery implements Procedure {
    private static final int OBJECTS = 60;
    private static final String PREFIX = "gameday/";
    private static final String GOOD = "good";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** S3 keeps whole seconds: the moment must be in a second of its own. */
    private static final long SECOND_MILLIS = 1100;

    @Override
    public Outcome follow(ScenarioRun run) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        Buckets here = new Buckets(run, RegionNames.PRIMARY);
        Buckets there = new Buckets(run, RegionNames.SECONDARY);
        Instant before = prepare(run, here, there);
        damage(run, here, there, broken);
        restore(run, here, Scope.key(key(0)), before, 1, broken);
        restore(run, here, Scope.prefix(PREFIX + "a/"), before, OBJECTS / 2 - 1, broken);
        restore(run, here, Scope.prefix(PREFIX), before, OBJECTS / 2, broken);
        restore(run, here, Scope.prefix(PREFIX), before, 0, broken);
        check(here, "after the restore", broken);
        awaitReplication(run);
        Outcome moved = new PlannedSwitchover().follow(run);
        check(there, "after the switchover", broken);
        checkService(run, broken);
        run.recorder().event("objects checked", OBJECTS + " objects are as they were, in both regions");
        broken.addAll(moved.brokenInvariants());
        return new Outcome(
                moved.mode(),
                moved.from(),
                moved.to(),
                moved.startsAt(),
                moved.start(),
                moved.detectedAt(),
                moved.activation(),
                moved.recovery(),
                List.copyOf(broken));
    }

    /** Half of the keys below {@code a/}, half below {@code b/}. */
    private static String key(int number) {
        return String.format(Locale.ROOT, "%s%s/%03d", PREFIX, number < OBJECTS / 2 ? "a" : "b", number);
    }

    /** A client stores the objects, through the service. */
    private static Instant prepare(ScenarioRun run, Buckets here, Buckets there) throws InterruptedException {
        ServiceObjects service = new ServiceObjects(run.lab().frontDoor());
        for (int i = 0; i < OBJECTS; i++) {
            service.put(key(i), GOOD + i);
        }
        awaitReplication(run);
        TimeUnit.MILLISECONDS.sleep(SECOND_MILLIS); // part of the procedure: see above
        Instant before = Instant.now();
        TimeUnit.MILLISECONDS.sleep(SECOND_MILLIS);
        run.recorder()
                .event("objects written", OBJECTS + " objects in " + here.region + ", replicated to " + there.region);
        return before;
    }

    /** Even keys are deleted, odd ones overwritten. */
    private static void damage(ScenarioRun run, Buckets here, Buckets there, List<String> broken)
            throws InterruptedException {
        for (int i = 0; i < OBJECTS; i++) {
            if (i % 2 == 0) {
                here.delete(key(i));
            } else {
                here.put(key(i), "bad" + i);
            }
        }
        run.recorder().event("objects damaged", OBJECTS / 2 + " deleted and " + OBJECTS / 2 + " overwritten");
        awaitReplication(run);
        int kept = 0;
        int spoilt = 0;
        for (int i = 0; i < OBJECTS; i++) {
            String found = there.read(key(i)).orElse("");
            kept += found.equals(GOOD + i) ? 1 : 0;
            spoilt += found.equals("bad" + i) ? 1 : 0;
        }
        run.recorder()
                .event(
                        "replication checked",
                        kept + " deleted objects are still in " + there.region
                                + " (delete markers are not replicated), " + spoilt + " overwrites have reached it");
        if (kept != OBJECTS / 2 || spoilt != OBJECTS / 2) {
            broken.add("of " + OBJECTS / 2 + " deletions and as many overwrites, " + (OBJECTS / 2 - kept)
                    + " deletions and " + spoilt + " overwrites reached " + there.region);
        }
    }

    private static void restore(
            ScenarioRun run, Buckets here, Scope scope, Instant at, int expected, List<String> broken)
            throws InterruptedException {
        long start = System.nanoTime();
        RestoreResult result =
                new Restore(here.client, new RestoreRequest(here.bucket, scope, at, false), RestoreListener.NONE).run();
        double millis = (System.nanoTime() - start) / 1e6;
        run.recorder()
                .event(
                        "restored",
                        String.format(
                                Locale.ROOT,
                                "%s to %s: %d keys written, %d failed, in %.0f ms",
                                scope.describe(),
                                at,
                                result.done(),
                                result.failed(),
                                millis));
        if (result.done() != expected || result.failed() != 0) {
            broken.add("restoring " + scope.describe() + " wrote " + result.done() + " keys and failed for "
                    + result.failed() + "; expected " + expected + " and 0");
        }
    }

    private static void check(Buckets bucket, String when, List<String> broken) {
        for (int i = 0; i < OBJECTS; i++) {
            Optional<String> found = bucket.read(key(i));
            if (!found.equals(Optional.of(GOOD + i))) {
                broken.add(when + ", " + key(i) + " in " + bucket.region + " is " + found.orElse("missing"));
            }
        }
    }

    private static void checkService(ScenarioRun run, List<String> broken) throws InterruptedException {
        ServiceObjects service = new ServiceObjects(run.lab().frontDoor());
        for (int i = 0; i < OBJECTS; i++) {
            Optional<String> found = service.get(key(i));
            if (!found.equals(Optional.of(GOOD + i))) {
                broken.add("after the switchover, the service gives " + key(i) + " as " + found.orElse("missing"));
            }
        }
    }

    private static void awaitReplication(ScenarioRun run) throws InterruptedException {
        Poll.within(LIMIT)
                .holds(
                        "the replication of objects did not come to rest",
                        () -> run.lab().objects().settled())
                .orElseThrow((missed, no) ->
                        new LabException(missed + ": some are still on their way to the other region's bucket"));
    }

    /** A region's bucket, used from within that region. */
    private static final class Buckets {
        private final String region;
        private final String bucket;
        private final S3Client client;

        Buckets(ScenarioRun run, String region) {
            this.region = region;
            this.bucket = run.lab().objects().bucket(region);
            this.client = run.lab().objects().client(region);
        }

        void put(String key, String body) {
            client.putObject(
                    put -> put.bucket(bucket).key(key).contentType("text/plain"), RequestBody.fromString(body));
        }

        void delete(String key) {
            client.deleteObject(delete -> delete.bucket(bucket).key(key));
        }

        Optional<String> read(String key) {
            try {
                return Optional.of(
                        client.getObjectAsBytes(get -> get.bucket(bucket).key(key))
                                .asUtf8String());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        }
    }
}
