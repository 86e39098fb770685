package dev.drlab.service.items;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.guard.Reading;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteAuthority;
import dev.drlab.service.http.Answers;
import dev.drlab.service.request.ApiException;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** {@code POST /items}, {@code GET /items/{id}}, {@code GET /items}. */
public final class ItemsApi {
    /** Bounds the memory that lists take: as many of {@link ItemStore#LARGEST_LIST} bytes each, and their JSON. */
    public static final int LISTS_AT_ONCE = 16;

    private final String region;
    private final WriteAuthority authority;
    private final ItemStore store;
    private final Forwarding forwarding;
    private final ItemRequests requests;
    private final Answers answers;
    private final Semaphore lists = new Semaphore(LISTS_AT_ONCE);

    /** Over one store. */
    public ItemsApi(
            String region,
            WriteAuthority authority,
            ItemStore store,
            Forwarding forwarding,
            ItemRequests requests,
            Answers answers) {
        this.region = region;
        this.authority = authority;
        this.store = store;
        this.forwarding = forwarding;
        this.requests = requests;
        this.answers = answers;
    }

    /** {@code POST /items}. */
    public void create(Context ctx) throws ApiException {
        byte[] body = requests.body(ctx);
        Optional<String> key = requests.idempotencyKey(ctx);
        boolean cameFromPeer = forwarding.cameFromPeer(ctx, body, key);
        NewItem item = new NewItem(requests.value(body), key);
        RequestDeadline timeLimit = forwarding.timeLimit(ctx, cameFromPeer);
        Verdict before = authority.settled(timeLimit);
        if (!before.active()) {
            forwarding.relayWrite(ctx, body, key, before, cameFromPeer, timeLimit);
            return;
        }
        Stored stored = write(item, before, timeLimit);
        authority.confirmStill(before, "the row was written");
        answers.send(
                ctx,
                201,
                answers.object()
                        .put("id", stored.id())
                        .put("region", stored.region())
                        .put("epoch", stored.epoch()));
    }

    private Stored write(NewItem item, Verdict verdict, RequestDeadline timeLimit) throws ApiException {
        try {
            return store.insert(item, region, verdict.epoch(), timeLimit);
        } catch (StoreException e) {
            suspect(e);
            throw ApiException.unavailable(e.getMessage(), e.outcome());
        }
    }

    /** {@code GET /items/{id}}. */
    public void find(Context ctx) throws ApiException {
        long id = requests.id(ctx);
        Optional<RequestDeadline> timeLimit = readsHere(ctx);
        if (timeLimit.isEmpty()) {
            return;
        }
        Optional<Item> found;
        try {
            found = store.find(id, timeLimit.get());
        } catch (StoreException e) {
            suspect(e);
            throw ApiException.unavailable(e.getMessage());
        }
        Item item = found.orElseThrow(() -> ApiException.rejected(404, "no item has the id " + id));
        answers.send(ctx, 200, json(item));
    }

    /** {@code GET /items}. */
    public void list(Context ctx) throws ApiException {
        int limit = requests.limit(ctx);
        Optional<RequestDeadline> timeLimit = readsHere(ctx);
        if (timeLimit.isEmpty()) {
            return;
        }
        if (!lists.tryAcquire()) {
            throw ApiException.unavailable(LISTS_AT_ONCE + " lists of items are already being read");
        }
        try {
            list(ctx, limit, timeLimit.get());
        } finally {
            lists.release();
        }
    }

    private void list(Context ctx, int limit, RequestDeadline timeLimit) throws ApiException {
        ObjectNode body = answers.object();
        ArrayNode items = body.putArray("items");
        try {
            store.newest(limit, timeLimit).forEach(item -> items.add(json(item)));
        } catch (StoreException e) {
            suspect(e);
            throw ApiException.unavailable(e.getMessage());
        }
        answers.send(ctx, 200, body);
    }

    /** The client's time limit when the local database may answer; empty when the peer has answered the request. */
    private Optional<RequestDeadline> readsHere(Context ctx) throws ApiException {
        boolean cameFromPeer = forwarding.cameFromPeer(ctx, new byte[0], requests.idempotencyKey(ctx));
        RequestDeadline timeLimit = forwarding.timeLimit(ctx, cameFromPeer);
        Reading reading = authority.reading(timeLimit);
        if (reading.newest()) {
            return Optional.of(timeLimit);
        }
        if (reading.replica()) {
            double lag = reading.replicaLagSeconds().getAsDouble();
            ctx.header(HeaderNames.REPLICA_LAG, String.format(Locale.ROOT, "%.3f", lag));
            return Optional.of(timeLimit);
        }
        forwarding.relayRead(ctx, reading.verdict(), cameFromPeer, timeLimit);
        return Optional.empty();
    }

    private void suspect(StoreException e) {
        if (e.databaseSuspect()) {
            authority.databaseFailed();
        }
    }

    private ObjectNode json(Item item) {
        return answers.object()
                .put("id", item.id())
                .put("value", item.value())
                .put("region", item.region())
                .put("epoch", item.epoch())
                .put("createdAt", item.createdAt().toString());
    }
}
