package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The closing of the peer after an unplanned activation: best effort, as the peer may be out of reach. */
final class PeerFence {
    private static final String FENCED = "fenced";
    private static final String OVERTAKEN = "has a higher epoch";
    /** A database's: below the run's epoch, and above all that it had seen. It is for a person to weigh what is in it. */
    private static final String OPENED_MEANWHILE = "was opened meanwhile";
    /** A fence's result for a standby: nothing has to be closed, as nothing is written there. */
    private static final String A_REPLICA = "a replica";

    private static final String READ_ONLY = "25006";
    private static final Duration FENCE_SESSIONS_TIME_LIMIT = Duration.ofSeconds(1);

    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable peerTable;
    private final Clock clock;

    PeerFence(AgentConfig config, Databases databases, ControlTable peerTable, Clock clock) {
        this.config = config;
        this.databases = databases;
        this.peerTable = peerTable;
        this.clock = clock;
    }

    ObjectNode fence(Request request) {
        long epoch = request.whole("epoch");
        List<UnfencedRole> unfenced = request.unfencedRoles();
        CompletableFuture<String> record = attempt(() ->
                peerTable.raise(AuthorityRecord.of(epoch, config.region(), clock.instant())) ? FENCED : OVERTAKEN);
        long seen = Math.min(epoch, request.optionalWhole("seenEpoch").orElse(epoch));
        CompletableFuture<String> database = attempt(() -> fenceDatabase(epoch, seen, unfenced));
        return object().put("record", record.join()).put("database", database.join());
    }

    /** @param seen the highest epoch that the run had seen; a database that carries a higher one is left open */
    private String fenceDatabase(long epoch, long seen, List<UnfencedRole> unfenced) throws SQLException {
        try (Connection connection = databases.peer(config.fenceTimeout())) {
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            DatabaseFence.Outcome outcome = OutdatedSchema.mendAndRepeat(
                    connection, () -> fence.fence(epoch, Optional.of(seen), FENCE_SESSIONS_TIME_LIMIT));
            if (outcome.overtaken()) {
                return fence.carriedEpoch() > epoch ? OVERTAKEN : OPENED_MEANWHILE;
            }
            return outcome.unstopped().map(left -> FENCED + ", but not " + left).orElse(FENCED);
        } catch (SQLException e) {
            if (READ_ONLY.equals(e.getSQLState()) && peerIsReplica()) {
                return A_REPLICA;
            }
            throw e;
        }
    }

    private boolean peerIsReplica() throws SQLException {
        try (Connection connection = databases.peer(config.fenceTimeout())) {
            return new Replication(connection).flushLsn().isEmpty();
        }
    }

    private CompletableFuture<String> attempt(FenceWork work) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return work.run();
                    } catch (SQLException | RuntimeException e) {
                        return "not fenced: " + e.getMessage();
                    }
                })
                .completeOnTimeout(
                        "not fenced: no answer within " + config.fenceTimeout().toSeconds() + " s",
                        config.fenceTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private interface FenceWork {
        String run() throws SQLException;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
