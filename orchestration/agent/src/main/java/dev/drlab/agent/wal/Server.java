package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A server's own report of itself and its WAL (PostgreSQL 17 manual, 9.28).
 *
 * @param inRecovery whether it is a replica
 * @param timeline the one that it writes; 0 in recovery
 * @param systemIdentifier of its lineage
 * @param segmentBytes size of a WAL file
 */
record Server(boolean inRecovery, int timeline, String systemIdentifier, long segmentBytes) {
    private static final long SEGMENT_SPACE = 1L << 32;

    static Server of(Connection connection) throws SQLException {
        String sql = "SELECT pg_is_in_recovery(), CASE WHEN pg_is_in_recovery() THEN 0 ELSE"
                + " ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::integer END,"
                + " (SELECT system_identifier::text FROM pg_control_system()),"
                + " pg_size_bytes(current_setting('wal_segment_size'))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Server(row.getBoolean(1), row.getInt(2), row.getString(3), row.getLong(4));
        }
    }

    /**
     * Where the WAL begins that is left without a gap up to {@code end}. Needs {@code pg_monitor}.
     */
    Lsn oldestWal(Connection connection, Lsn end) throws SQLException {
        Set<Long> segments = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet names =
                        statement.executeQuery("SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'")) {
            while (names.next()) {
                segment(names.getString(1)).ifPresent(segments::add);
            }
        }
        long oldest = Long.divideUnsigned(end.value(), segmentBytes);
        while (segments.contains(oldest - 1)) {
            oldest--;
        }
        return new Lsn(oldest * segmentBytes);
    }

    /** Files of later timelines are not this server's history. */
    private Optional<Long> segment(String name) {
        long fileTimeline = Long.parseLong(name, 0, 8, 16);
        long high = Long.parseLong(name, 8, 16, 16);
        long low = Long.parseLong(name, 16, 24, 16);
        return fileTimeline <= timeline ? Optional.of(high * (SEGMENT_SPACE / segmentBytes) + low) : Optional.empty();
    }
}
