package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Drain;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A switchover's way from the peer to the own region: the peer's writes are stopped, and its authority is handed over, or the
 * drain is lifted again.
 */
final class PeerDrain {
    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final ControlTable peerTable;
    private final Clock clock;

    PeerDrain(AgentConfig config, Databases databases, ControlTable ownTable, ControlTable peerTable, Clock clock) {
        this.config = config;
        this.databases = databases;
        this.ownTable = ownTable;
        this.peerTable = peerTable;
        this.clock = clock;
    }

    /**
     * Connects first, to the own database too, for the actions that follow, and refuses what a drain could not stop: clients
     * wait from the record's drain on, and a database that is out of reach or cannot be closed is not drained at all. What
     * the own database does not get is asked for before, too: more logins, where the server has several databases.
     */
    ObjectNode drain(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        requireDrainer(request);
        Duration duration = request.seconds("deadlineSeconds");
        List<UnfencedRole> unfenced = request.unfencedRoles();
        CompletableFuture<Void> prepared = CompletableFuture.runAsync(databases::prepareOwn);
        Drainable peer = peerThatCanBeFenced(unfenced);
        try (Connection connection = peer.connection()) {
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            prepared.join();
            List<String> notReplicated = new NotReplicated(databases, config.fenceTimeout()).of(peer.notReplicated());
            Optional<Drain> set = setDrain(epoch, request, clock.instant().plus(duration));
            if (set.isEmpty()) {
                throw new AgentException.AuthorityLost(config.peerRegion() + " no longer holds epoch " + epoch
                        + ", or another switchover drains it: " + peerTable.read());
            }
            Drain drain = set.get();
            DrainPoint point = fence.drain(drain.token(), DatabaseFence.SESSIONS_TIME_LIMIT);
            ObjectNode answer = object().put("token", drain.token())
                    .put("lsn", point.lsn())
                    .put("systemIdentifier", point.systemIdentifier())
                    .put("timeline", point.timeline())
                    .put("deadlineMillis", drain.deadline().toEpochMilli());
            notReplicated.forEach(answer.putArray("notReplicated")::add);
            return answer;
        }
    }

    /** An execution that began with the document of before gives a token instead, which it hands over and lifts by. */
    private static void requireDrainer(Request request) {
        Optional<String> token = request.optionalText("token");
        if (token.filter(DatabaseFence::isFence).isPresent()) {
            throw new AgentException.InvalidRequest("nobody could lift a drain by the token '" + token.get() + "'");
        }
        if (token.isEmpty()) {
            prefixOf(request.text("owner"));
        }
    }

    private static String prefixOf(String owner) {
        try {
            return Drain.prefixOf(owner);
        } catch (IllegalArgumentException e) {
            throw new AgentException.InvalidRequest(e.getMessage());
        }
    }

    private Optional<Drain> setDrain(long epoch, Request request, Instant deadline) {
        Optional<String> token = request.optionalText("token");
        if (token.isPresent()) {
            Drain given = new Drain(token.get(), deadline);
            return peerTable.drain(epoch, given) ? Optional.of(given) : Optional.empty();
        }
        String owner = request.text("owner");
        Drain own = Drain.by(owner, deadline);
        return peerTable.drainAgain(epoch, own, owner) ? Optional.of(own) : Optional.empty();
    }

    /** A connection to the peer's database, which can be drained; the receiver's to close. */
    private record Drainable(Connection connection, NotReplicated.Found notReplicated) {}

    /** The connection of the previous read, where it still works: a login costs more round trips than the drain. */
    private Drainable peerThatCanBeFenced(List<UnfencedRole> unfenced) throws SQLException {
        Optional<Connection> left = databases.peerLeft();
        if (left.isPresent()) {
            try {
                Drainable peer = fenceable(left.get(), unfenced);
                databases.waitLonger(peer.connection());
                return peer;
            } catch (SQLException e) {
                left.get().close(); // broken meanwhile; nothing was touched, and a new one tells what is wrong
            }
        }
        return fenceable(databases.peer(), unfenced);
    }

    private Drainable fenceable(Connection connection, List<UnfencedRole> unfenced) throws SQLException {
        boolean fenceable = false;
        try {
            Drainable peer = new Drainable(connection, requireFenceable(new DatabaseFence(connection, unfenced)));
            fenceable = true;
            return peer;
        } finally {
            if (!fenceable) {
                connection.close();
            }
        }
    }

    private NotReplicated.Found requireFenceable(DatabaseFence fence) throws SQLException {
        DatabaseFence.Fenceable found;
        try {
            found = fence.require(true);
        } catch (SQLException e) {
            if (DatabaseFence.isOutdated(e)) {
                throw new AgentException.DatabaseState("the database of " + config.peerRegion()
                        + " was migrated by an older agent: invoke migrate there, then run activate again");
            }
            throw e;
        }
        if (found.cronDatabase().isPresent()) {
            String jobs = found.cronDatabase().get();
            try (Connection connection = databases.peer(jobs)) {
                new CronJobs(connection, jobs).requireNone();
            } catch (SQLException e) {
                throw CronJobs.unreadable(jobs, e);
            }
        }
        return found.notReplicated();
    }

    ObjectNode undrain(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        Optional<String> given = request.optionalText("token");
        String owner = given.isPresent() ? "" : request.text("owner");
        databases.forget();
        refuseOvertaken(epoch);
        Optional<String> token = given.isPresent() ? given : tokenOf(prefixOf(owner));
        boolean removed = token.isPresent() && peerTable.undrain(epoch, token.get());
        Optional<AuthorityRecord> record = peerTable.read();
        boolean free =
                record.filter(r -> r.epoch() == epoch && r.drain().isEmpty()).isPresent();
        if (!removed && !free) {
            return notLifted(record.map(r -> "its record has epoch " + r.epoch() + " of " + r.region()
                            + r.drain()
                                    .map(d -> ", drained by '" + d.token() + "'")
                                    .orElse(""))
                    .orElse("it has no record"));
        }
        try (Connection connection = databases.peer()) {
            DatabaseFence fence = new DatabaseFence(connection, List.of());
            if (token.isPresent()) {
                fence.lift(token.get());
            }
            return fence.closedBy()
                    .map(other -> notLifted("its database is closed by '" + other
                            + "'; if no other execution is at work, run activate with mode unplanned there"))
                    .orElseGet(() -> object().put("lifted", true));
        }
    }

    private static ObjectNode notLifted(String why) {
        return object().put("lifted", false).put("why", why);
    }

    /**
     * For a drain whose answer was lost. The database's token only where the record has none, and before the record is read
     * once more: a drain is written to the record first, so one that is set from then on has another token.
     */
    private Optional<String> tokenOf(String prefix) throws SQLException {
        Optional<String> recorded = peerTable
                .read()
                .flatMap(AuthorityRecord::drain)
                .map(Drain::token)
                .filter(token -> token.startsWith(prefix));
        if (recorded.isPresent()) {
            return recorded;
        }
        try (Connection connection = databases.peer()) {
            return new DatabaseFence(connection, List.of()).closedBy().filter(token -> token.startsWith(prefix));
        }
    }

    /** With a higher epoch here the peer is closed for good: another execution may have promoted the own database since. */
    private void refuseOvertaken(long epoch) {
        ownTable.read().filter(own -> own.epoch() > epoch).ifPresent(own -> {
            throw new AgentException.Superseded("the drain of epoch " + epoch + " of " + config.peerRegion()
                    + " is not lifted: " + config.region() + " has epoch " + own.epoch() + " of " + own.region());
        });
    }

    ObjectNode handover(Request request) {
        String token = request.text("token");
        AuthorityRecord record = AuthorityRecord.of(request.whole("nextEpoch"), config.region(), clock.instant());
        boolean done;
        try {
            done = peerTable.handOver(request.whole("epoch"), token, record) || handedOver(token, record);
        } catch (SdkException ambiguous) {
            done = handedOver(token, record); // the write may have taken effect: only the record tells
            if (!done) {
                throw ambiguous;
            }
        }
        return object().put("outcome", done ? "handedOver" : "lost");
    }

    /**
     * By its token: another execution may have raised the epoch that this one counted on, after this one's drain had ended.
     *
     * @throws AgentException.Superseded if the epoch, or a higher one, is there without this hand-over
     */
    private boolean handedOver(String token, AuthorityRecord next) {
        Optional<AuthorityRecord> found = peerTable.read().filter(record -> record.epoch() >= next.epoch());
        boolean done = found.filter(record -> record.epoch() == next.epoch())
                .flatMap(AuthorityRecord::handedOverBy)
                .filter(token::equals)
                .isPresent();
        if (found.isPresent() && !done) {
            throw new AgentException.Superseded("the record of " + config.peerRegion() + " has epoch "
                    + found.get().epoch() + " of " + found.get().region() + ", which the hand-over of '" + token
                    + "' did not write");
        }
        return done;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
