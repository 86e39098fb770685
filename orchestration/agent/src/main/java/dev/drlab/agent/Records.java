package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Both regions' authority records as they were read: the own one must be readable, the peer's need not be. */
final class Records {
    private static final long SECONDS_PER_EPOCH = 60;

    private final Optional<AuthorityRecord> own;
    private final CompletableFuture<Optional<AuthorityRecord>> peer;

    private Records(Optional<AuthorityRecord> own, CompletableFuture<Optional<AuthorityRecord>> peer) {
        this.own = own;
        this.peer = peer;
    }

    /** Reads the own record; the peer's is waited for when it is asked for. */
    static Records read(ControlTable own, ControlTable peer) {
        CompletableFuture<Optional<AuthorityRecord>> reading = CompletableFuture.supplyAsync(peer::read);
        return new Records(own.read(), reading);
    }

    /** The peer's record; empty also when it cannot be read. */
    Optional<AuthorityRecord> peer() {
        try {
            return peer.join();
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds {@code ownRecord}, {@code peerRecord}, {@code peerRecordReadable}, {@code peerRecordError}, and what follows
     * from them: {@code highestEpoch}, {@code nextEpoch}, {@code holdsAuthority}, {@code ownRecordLost}; where that is so, also
     * {@code peerUnknown}: why a takeover of the peer cannot be excluded, empty if it can.
     *
     * @param database as {@link Replication#describe} tells of it; empty when it does not answer
     * @param peerDatabaseEpoch of the peer's database; empty when it does not answer. Asked only when the own record was
     *     lost
     */
    ObjectNode describe(
            ObjectNode answer, AgentConfig config, JsonNode database, Supplier<OptionalLong> peerDatabaseEpoch) {
        answer.set("ownRecord", own.map(Records::json).orElse(null));
        Optional<AuthorityRecord> peerRecord = peer();
        boolean peerWasRead = !peer.isCompletedExceptionally();
        answer.put("peerRecordReadable", peerWasRead);
        if (!peerWasRead) {
            answer.put("peerRecordError", peerError());
        }
        answer.set("peerRecord", peerRecord.map(Records::json).orElse(null));
        long ownEpoch = own.map(AuthorityRecord::epoch).orElse(0L);
        long peerEpoch = peerRecord.map(AuthorityRecord::epoch).orElse(0L);
        long databaseEpoch = database.path("epoch").asLong(0);
        boolean lost = openedHere(database, config) && databaseEpoch > ownEpoch;
        long highest = Math.max(databaseEpoch, Math.max(ownEpoch, peerEpoch));
        boolean peerIsKnown = peerWasRead;
        if (lost) {
            OptionalLong carried = peerDatabaseEpoch.get();
            long fenced = database.path("fencedForEpoch").asLong(0);
            highest = Math.max(highest, Math.max(fenced, carried.orElse(0)));
            peerIsKnown &= carried.isPresent();
            answer.put("peerUnknown", highest > databaseEpoch ? "" : peerUnknown(peerWasRead, carried));
        }
        boolean holds = names(own, config.region(), highest);
        // After a hand-over that was not yet recorded here, the peer's record is what names this region.
        boolean handedOver = names(peerRecord, config.region(), highest);
        return answer.put("highestEpoch", highest)
                .put(
                        "nextEpoch",
                        config.parity().nextAbove(peerWasRead ? highest : Math.max(highest, unseen(database))))
                .put("holdsAuthority", holds || handedOver || (lost && peerIsKnown && databaseEpoch == highest))
                .put("ownRecordLost", lost);
    }

    /**
     * Only an opening in this region makes a database carry the region and one of its epochs, and the record is raised before
     * that. So a record that is lower is not the one of then: the table was replaced, or restored to a moment before.
     */
    private static boolean openedHere(JsonNode database, AgentConfig config) {
        return !database.path("inRecovery").asBoolean(true)
                && database.path("epochRegion").asText().equals(config.region())
                && config.parity().owns(database.path("epoch").asLong(0));
    }

    /**
     * How high the peer may have raised its epoch without this region seeing it. One minute counts as one epoch, from the
     * opening that both regions know: of two regions that took over without seeing each other, the later one then has the
     * higher epoch, though it knows nothing of the earlier. Counted from the epoch of that opening, not from the record's: a
     * takeover that is run again before it has opened the database must not count the same minutes twice.
     */
    private static long unseen(JsonNode database) {
        long minutes = Math.max(0, database.path("epochAgeSeconds").asLong(0) / SECONDS_PER_EPOCH);
        return database.path("epoch").asLong(0) + minutes;
    }

    /** A peer whose record was lost too is known by its database alone, and a database that is silent says nothing. */
    private String peerUnknown(boolean peerWasRead, OptionalLong databaseEpoch) {
        if (!peerWasRead) {
            return "its record cannot be read: " + peerError();
        }
        return databaseEpoch.isPresent() ? "" : "its database does not answer";
    }

    private static boolean names(Optional<AuthorityRecord> record, String region, long epoch) {
        return record.filter(r -> r.region().equals(region) && r.epoch() == epoch)
                .isPresent();
    }

    private String peerError() {
        return peer.handle((record, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return String.valueOf(cause.getMessage());
                })
                .join();
    }

    private static ObjectNode json(AuthorityRecord record) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("epoch", record.epoch())
                .put("region", record.region())
                .put("confirmedAtMillis", record.confirmedAt().toEpochMilli());
        record.handedOverBy().ifPresent(token -> json.put("handedOverBy", token));
        record.drain()
                .ifPresent(drain -> json.putObject("drain")
                        .put("token", drain.token())
                        .put("deadlineMillis", drain.deadline().toEpochMilli()));
        return json;
    }
}
