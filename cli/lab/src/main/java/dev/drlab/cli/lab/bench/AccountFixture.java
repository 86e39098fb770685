package dev.drlab.cli.lab.bench;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SegmentStore;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.verifier.table.RelationQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A finished run of so many canaries: its ledger, as {@value #WRITERS} writers would have left it, and its rows, without
 * the last {@value #LOST}, as a promoted database would have them.
 */
final class AccountFixture {
    /** Acknowledged canaries that the database does not have. */
    static final int LOST = 1000;

    private static final int WRITERS = 16;
    private static final int BLOCK = 10_000;
    private static final long SEGMENT_BYTES = 16L << 20;
    /** Not the server's, so that the database counts as promoted. */
    private static final int TIMELINE = 7;

    private final PostgresServer server;
    private final Path ledger;

    /**
     * @param server runs, and has no canaries yet
     * @param ledger where the ledgers go; what is there is replaced
     */
    AccountFixture(PostgresServer server, Path ledger) {
        this.server = server;
        this.ledger = ledger;
    }

    /** Makes a run of that many canaries, more than {@value #LOST}, and removes an earlier one. */
    void make(int canaries) throws IOException, SQLException {
        UUID run = UUID.randomUUID();
        DirectoryTree.delete(ledger);
        Files.createDirectories(ledger);
        try (Connection connection = server.superuser(DatabaseNames.DATABASE)) {
            recreateTable(connection);
            writeRows(connection, run, canaries - LOST);
            writeLedger(connection, run, canaries);
        }
    }

    private static void recreateTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + CanaryTable.NAME);
            CanaryTable.install(connection, PostgresServer.SUPERUSER);
            statement.execute("ALTER TABLE " + CanaryTable.NAME + " SET UNLOGGED"); // it is only read
        }
    }

    private static void writeRows(Connection connection, UUID run, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + CanaryTable.NAME + " SELECT ?, seq, 0, now() FROM generate_series(1, ?) seq");
                Statement statement = connection.createStatement()) {
            insert.setObject(1, run);
            insert.setInt(2, rows);
            insert.executeUpdate();
            statement.execute("VACUUM (ANALYZE) " + CanaryTable.NAME); // as autovacuum has done in a table that grew
        }
    }

    private void writeLedger(Connection connection, UUID run, int canaries) throws IOException, SQLException {
        RunClock clock = new RunClock();
        try (LedgerWriter writer =
                new LedgerWriter(ledger, run, clock, SegmentStore.files(), SEGMENT_BYTES, BLOCK, failure -> {})) {
            writer.writingTo(new RelationQuery(connection).byName().orElseThrow());
            for (int acked = 0; acked < canaries; acked += WRITERS) {
                writeRound(writer, Math.min(WRITERS, canaries - acked));
            }
            if (writer.failure().isPresent()) {
                throw new IOException(writer.failure().get());
            }
        }
    }

    /** Each writer's canary, acknowledged in the opposite order. */
    private static void writeRound(LedgerWriter writer, int canaries) {
        long first = writer.nextSeq();
        for (int i = 1; i < canaries; i++) {
            writer.nextSeq();
        }
        for (long seq = first + canaries - 1; seq >= first; seq--) {
            writer.acked(seq, TIMELINE, 1, seq * 1000, seq * 1000 + WRITERS * 1000L);
        }
    }
}
