package dev.drlab.verifier;

import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Topology;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.measure.CanaryTracker;
import dev.drlab.verifier.table.CanaryRelation;
import dev.drlab.verifier.table.RelationQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The parts of a run that its threads share; {@code errors} hears a sentence for each failure. */
record RunParts(
        CanaryConfig config,
        List<Endpoint> endpoints,
        Topology topology,
        CanaryTracker tracker,
        LedgerWriter ledger,
        RunClock clock,
        UUID runId,
        Consumer<String> errors) {
    /**
     * The table that the run writes to.
     *
     * @throws SQLException if the database has another by its name, or no canary has been written yet
     */
    CanaryRelation requireTable(Connection connection, Endpoint endpoint) throws SQLException {
        CanaryRelation table = ledger.relation().orElseThrow(() -> new SQLException("no canary has been written yet"));
        new RelationQuery(connection).require(table, endpoint.name());
        return table;
    }

    /** Sets what is for the session, where it is the connection's own. */
    static void set(Connection connection, String settings) throws SQLException {
        if (Connections.isOwnSession(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
            }
        }
    }
}
