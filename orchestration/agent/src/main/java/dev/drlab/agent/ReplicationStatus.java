package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.ControlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How far the own replica is, and what both records say. */
final class ReplicationStatus {
    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final ControlTable peerTable;

    ReplicationStatus(AgentConfig config, Databases databases, ControlTable ownTable, ControlTable peerTable) {
        this.config = config;
        this.databases = databases;
        this.ownTable = ownTable;
        this.peerTable = peerTable;
    }

    ObjectNode describe() throws SQLException {
        CompletableFuture<Optional<PeerPosition>> peer = CompletableFuture.supplyAsync(this::readPeerPosition);
        Records records = Records.read(ownTable, peerTable);
        ObjectNode answer = object();
        ObjectNode database;
        try (Connection connection = databases.own()) {
            Replication replication = new Replication(connection);
            // A lost peer must not hold up an unplanned activation: its position is waited for only while streaming.
            boolean streaming =
                    replication.describe(Optional.empty()).get("streaming").booleanValue();
            database = replication.describe(streaming ? leftForDrain(peer.join()) : Optional.empty());
            if (!streaming) {
                peer.thenAccept(position -> position.ifPresent(PeerPosition::close));
            }
        }
        answer.set("database", database);
        return records.describe(answer, config, database, databases::peerStatus);
    }

    /** The connection is the receiver's to close. */
    private record PeerPosition(Connection connection, Optional<String> flushLsn) {
        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                // gone already
            }
        }
    }

    private Optional<PeerPosition> readPeerPosition() {
        try {
            Connection connection = databases.peer(config.fenceTimeout());
            try {
                return Optional.of(new PeerPosition(connection, new Replication(connection).flushLsn()));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            return Optional.empty(); // the lag is then at most what the replica itself can tell
        }
    }

    private Optional<String> leftForDrain(Optional<PeerPosition> position) throws SQLException {
        if (position.isEmpty()) {
            return Optional.empty();
        }
        databases.leavePeer(position.get().connection());
        return position.get().flushLsn();
    }

    ObjectNode caughtUp(Request request) throws SQLException {
        DrainPoint point = new DrainPoint(
                request.text("lsn"), request.text("systemIdentifier"), Math.toIntExact(request.whole("timeline")));
        Connection connection = databases.own();
        boolean caughtUp;
        try {
            caughtUp = new Replication(connection).hasReplayed(point);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        databases.leave(connection);
        return object().put("caughtUp", caughtUp);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
