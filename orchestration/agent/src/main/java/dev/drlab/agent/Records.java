package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.util.Optional;
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
     * from them: {@code highestEpoch}, {@code nextEpoch}, {@code holdsAuthority}, {@code ownRecordLost}. Where a record is
     * missing that this rests on, the own one ({@code ownRecordLost}) or the peer's ({@code peerRecordAbsent}), also
     * {@code peerUnknown}: why a takeover of the peer cannot be excluded, empty if it can. Where the own database is open in
     * the highest epoch already, and the peer's record was read, {@code seenEpoch}: no database above it may be fenced.
     *
     * @param database as {@link Replication#describe} tells of it; empty when it does not answer
     * @param peerDatabase the same of the peer's database, empty when it does not answer; asked only when this region claims
     *     authority, and not where both records give it and its database has yet to be opened: clients wait for that
     */
    ObjectNode describe(
            ObjectNode answer, AgentConfig config, JsonNode database, Supplier<Optional<JsonNode>> peerDatabase) {
        Optional<AuthorityRecord> peerRecord = peer();
        boolean peerWasRead = !peer.isCompletedExceptionally();
        answer.set("ownRecord", own.map(Records::json).orElse(null));
        answer.put("peerRecordReadable", peerWasRead);
        if (!peerWasRead) {
            answer.put("peerRecordError", peerError());
        }
        answer.set("peerRecord", peerRecord.map(Records::json).orElse(null));
        Claim claim = claim(config, database, peerRecord, peerWasRead);
        Optional<JsonNode> peers = claim.peerMatters() ? peerDatabase.get() : Optional.empty();
        long carried = peers.map(Records::epoch).orElse(0L);
        long highest = highest(claim, config, database, peers);
        String unknown = highest > claim.databaseEpoch() ? "" : peerUnknown(peerWasRead, peers.isPresent());
        boolean peerLost = claim.open() && claim.absent() && !isFirst(config, highest) && !unknown.isEmpty();
        boolean holds = claim.recorded() && highest == claim.epoch() && !peerLost
                || claim.lost() && claim.databaseEpoch() == highest && unknown.isEmpty();
        if (claim.lost() || claim.peerMatters() && claim.absent()) {
            answer.put("peerUnknown", unknown);
        }
        if (holds && claim.open() && peerWasRead) {
            answer.put("seenEpoch", Math.max(highest, carried));
        }
        boolean seen = peerRecord.isPresent() || peers.isPresent();
        long least = Math.max(Math.max(highest, carried), seen ? 0 : unseen(database));
        return answer.put("highestEpoch", highest)
                .put("nextEpoch", config.parity().nextAbove(least))
                .put("holdsAuthority", holds)
                .put("ownRecordLost", claim.lost())
                .put("peerRecordAbsent", claim.peerMatters() && claim.absent());
    }

    /**
     * This region's claim to authority, before the peer's database was asked.
     *
     * @param epoch the highest that the records and the own database show
     * @param databaseEpoch of the own database
     * @param lost the own database was opened here in an epoch above the own record's
     * @param open it was opened here in {@code epoch}: nobody waits for it to be opened
     * @param recorded a record gives this region {@code epoch}
     * @param agreed the peer's record does
     * @param peerWasRead the peer's record was
     * @param absent it was, and there is none
     */
    private record Claim(
            long epoch,
            long databaseEpoch,
            boolean lost,
            boolean open,
            boolean recorded,
            boolean agreed,
            boolean peerWasRead,
            boolean absent) {
        /** A record of the peer that is lower than its database, or gone, hides that the peer has taken over. */
        boolean peerMatters() {
            return lost || recorded && peerWasRead && (open || !agreed);
        }
    }

    private Claim claim(
            AgentConfig config, JsonNode database, Optional<AuthorityRecord> peerRecord, boolean peerWasRead) {
        long ownEpoch = own.map(AuthorityRecord::epoch).orElse(0L);
        long peerEpoch = peerRecord.map(AuthorityRecord::epoch).orElse(0L);
        long databaseEpoch = epoch(database);
        long epoch = Math.max(databaseEpoch, Math.max(ownEpoch, peerEpoch));
        boolean here = openedIn(config.region(), database) && config.parity().owns(databaseEpoch);
        // After a hand-over that was not yet recorded here, the peer's record is what names this region.
        boolean agreed = names(peerRecord, config.region(), epoch);
        return new Claim(
                epoch,
                databaseEpoch,
                here && databaseEpoch > ownEpoch,
                here && databaseEpoch == epoch,
                agreed || names(own, config.region(), epoch),
                agreed,
                peerWasRead,
                peerWasRead && peerRecord.isEmpty());
    }

    /** With what a fence of the own database and the peer's database show, where that matters. */
    private static long highest(Claim claim, AgentConfig config, JsonNode database, Optional<JsonNode> peers) {
        if (!claim.peerMatters()) {
            return claim.epoch();
        }
        boolean writer = !database.path("inRecovery").asBoolean(true);
        // A fence that a takeover left which never came to its promotion is no takeover: the peer is a standby.
        boolean standby =
                peers.filter(peer -> peer.path("inRecovery").asBoolean(false)).isPresent();
        boolean fenceTells = claim.lost() || writer && !standby;
        long fenced = fenceTells ? database.path("fencedForEpoch").asLong(0) : 0;
        long carried = peers.filter(peer -> claim.lost() || openedIn(config.peerRegion(), peer))
                .map(Records::epoch)
                .orElse(0L);
        return Math.max(claim.epoch(), Math.max(fenced, carried));
    }

    private static long epoch(JsonNode database) {
        return database.path("epoch").asLong(0);
    }

    /**
     * Before any move the peer has no record, and its database may be a standby that is down: then there is nothing that was
     * lost. Each later epoch was written to the peer's record too, by a hand-over or a fence, if that could be reached.
     */
    private static boolean isFirst(AgentConfig config, long epoch) {
        return epoch == config.parity().nextAbove(0);
    }

    /**
     * Only an opening in a region makes a database carry the region and one of its epochs, and the region's record is raised
     * before that. So a record that is lower is not the one of then: the table was replaced, or restored to a moment before.
     */
    private static boolean openedIn(String region, JsonNode database) {
        return !database.path("inRecovery").asBoolean(true)
                && database.path("epochRegion").asText().equals(region);
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

    /** A peer whose record was lost is known by its database alone, and a database that is silent says nothing. */
    private String peerUnknown(boolean peerWasRead, boolean databaseAnswered) {
        if (!peerWasRead) {
            return "its record cannot be read: " + peerError();
        }
        return databaseAnswered ? "" : "its database does not answer";
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
