package dev.drlab.agent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Physical replication slots, as one database sees them (PostgreSQL 17 manual, 52.20 {@code pg_replication_slots}). */
final class Slots {
    private final Connection connection;

    Slots(Connection connection) {
        this.connection = connection;
    }

    /** The upstream's slot that this replica streams through. */
    Optional<String> used() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT slot_name FROM pg_stat_wal_receiver WHERE " + Replication.STREAMS)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    /** Drops inactive slots with {@code part} in their names, but {@code used}; says which. */
    List<String> dropInactive(String part, String used) throws SQLException {
        List<String> dropped = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT slot_name, pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                        + " WHERE slot_type = 'physical' AND NOT active AND NOT temporary"
                        + " AND position(? IN slot_name) > 0 AND slot_name <> ?")) {
            statement.setString(1, part);
            statement.setString(2, used);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    dropped.add(rows.getString(1));
                }
            }
        }
        return dropped;
    }
}
