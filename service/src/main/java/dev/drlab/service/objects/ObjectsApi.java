package dev.drlab.service.objects;

import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.guard.Reading;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteAuthority;
import dev.drlab.service.http.Answers;
import dev.drlab.service.http.BodyReader;
import dev.drlab.service.http.ClientLimits;
import dev.drlab.service.http.Headers;
import dev.drlab.service.request.ApiException;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** {@code PUT /objects/{key}} and {@code GET /objects/{key}}. */
public final class ObjectsApi {
    /** Bounds the memory that bodies take: as many of {@link ObjectRequests#LARGEST_OBJECT} bytes each. */
    private static final int AT_ONCE = 16;

    private static final byte[] NO_BODY = {};

    private final String region;
    private final WriteAuthority authority;
    private final Optional<ObjectStore> configured;
    private final Forwarding forwarding;
    private final Answers answers;
    private final BodyReader bodies;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    /** @param store empty when no bucket is configured: every request is then answered with 501 */
    public ObjectsApi(
            String region,
            WriteAuthority authority,
            Optional<ObjectStore> store,
            Forwarding forwarding,
            Answers answers) {
        this(region, authority, store, forwarding, answers, new BodyReader(ClientLimits.DEFAULT.body()));
    }

    /** Over one store. */
    public ObjectsApi(
            String region,
            WriteAuthority authority,
            Optional<ObjectStore> store,
            Forwarding forwarding,
            Answers answers,
            BodyReader bodies) {
        this.bodies = bodies;
        this.region = region;
        this.authority = authority;
        this.configured = store;
        this.forwarding = forwarding;
        this.answers = answers;
    }

    /** {@code PUT /objects/<key>}. */
    public void put(Context ctx) throws ApiException {
        ObjectStore store = store();
        String key = ObjectRequests.keyToWrite(ctx);
        takeSlot(Optional.of(Outcome.NOT_WRITTEN));
        try {
            put(ctx, store, key);
        } finally {
            slots.release();
        }
    }

    private void put(Context ctx, ObjectStore store, String key) throws ApiException {
        byte[] body = bodies.read(ctx, ObjectRequests.LARGEST_OBJECT);
        Optional<String> idempotencyKey = Optional.ofNullable(ctx.header(HeaderNames.IDEMPOTENCY_KEY));
        boolean cameFromPeer = forwarding.cameFromPeer(ctx, body, idempotencyKey);
        RequestDeadline timeLimit = forwarding.timeLimit(ctx, cameFromPeer);
        Verdict before = authority.settled(timeLimit);
        if (!before.active()) {
            forwarding.relayWrite(ctx, body, idempotencyKey, before, cameFromPeer, timeLimit);
            return;
        }
        String etag;
        try {
            etag = store.put(key, body, Headers.contentType(ctx));
        } catch (StoreException e) {
            throw ApiException.unavailable(e.getMessage(), e.outcome());
        }
        Verdict after = authority.confirmStill(before, "the object was stored");
        answers.send(
                ctx,
                201,
                answers.object()
                        .put("key", key)
                        .put("bytes", body.length)
                        .put("etag", etag)
                        .put("region", region)
                        .put("epoch", after.epoch()));
    }

    /** {@code GET /objects/<key>}. */
    public void get(Context ctx) throws ApiException {
        ObjectStore store = store();
        String key = ObjectRequests.key(ctx);
        boolean cameFromPeer =
                forwarding.cameFromPeer(ctx, NO_BODY, Optional.ofNullable(ctx.header(HeaderNames.IDEMPOTENCY_KEY)));
        ctx.header("X-Content-Type-Options", "nosniff"); // clients choose the type: browsers must not guess another
        RequestDeadline timeLimit = forwarding.timeLimit(ctx, cameFromPeer);
        Reading reading = authority.reading(timeLimit);
        if (reading.newest()) {
            StoredObject found = read(store, key).orElseThrow(() -> notFound(key));
            answer(ctx, found);
        } else if (reading.replica()) {
            fromReplica(ctx, store, key, reading.verdict(), cameFromPeer, timeLimit);
        } else {
            forwarding.relayRead(ctx, reading.verdict(), cameFromPeer, timeLimit);
        }
    }

    /** Asks the active region, which may have an object that the bucket here has not received yet. */
    private void fromReplica(
            Context ctx,
            ObjectStore store,
            String key,
            Verdict verdict,
            boolean cameFromPeer,
            RequestDeadline timeLimit)
            throws ApiException {
        Optional<StoredObject> found = read(store, key);
        if (found.isPresent()) {
            answer(ctx, found.get());
        } else if (cameFromPeer) {
            throw notFound(key);
        } else {
            forwarding.relayRead(ctx, verdict, false, timeLimit);
        }
    }

    private Optional<StoredObject> read(ObjectStore store, String key) throws ApiException {
        takeSlot(Optional.empty());
        try {
            return store.get(key);
        } catch (StoreException e) {
            throw ApiException.unavailable(e.getMessage());
        } finally {
            slots.release();
        }
    }

    private static void answer(Context ctx, StoredObject object) {
        ctx.header("ETag", object.etag());
        ctx.status(200).contentType(object.contentType()).result(object.body());
    }

    private static ApiException notFound(String key) {
        return ApiException.rejected(404, "no object has the key " + key);
    }

    private ObjectStore store() throws ApiException {
        return configured.orElseThrow(() -> ApiException.rejected(
                501, "this service stores no objects: " + Variables.OBJECTS_BUCKET + " is not set"));
    }

    private void takeSlot(Optional<Outcome> outcome) throws ApiException {
        if (!slots.tryAcquire()) {
            String why = AT_ONCE + " objects are already being read or written";
            throw outcome.isPresent() ? ApiException.unavailable(why, outcome.get()) : ApiException.unavailable(why);
        }
    }
}
