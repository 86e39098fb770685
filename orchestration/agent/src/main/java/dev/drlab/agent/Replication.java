package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * How far the own database has come. Rests on PostgreSQL 17 manual 9.28.4 (recovery information functions) and 27.2.3
 * ({@code pg_stat_wal_receiver}).
 */
final class Replication {
    /**
     * Holds of a row of {@code pg_stat_wal_receiver} whose receiver has got something from its upstream. The status alone
     * says streaming while it still connects, also to an upstream that then refuses; both times are the same until the
     * first message (PostgreSQL 17, {@code WalReceiverMain} in walreceiver.c).
     */
    static final String STREAMS = "status = 'streaming' AND last_msg_send_time IS DISTINCT FROM last_msg_receipt_time";

    private final Connection connection;

    Replication(Connection connection) {
        this.connection = connection;
    }

    /**
     * {@code inRecovery}, {@code streaming}, {@code replayLsn}, {@code systemIdentifier}, {@code timeline}, {@code epoch}
     * (null when none was written), {@code epochRegion} that opened the database in it, {@code epochAgeSeconds} (since that
     * epoch was opened; null also in a database that was not migrated since), {@code fencedForEpoch} (null when no fence
     * closes it) and {@code lagSeconds}: the age of the last replayed commit (of the server's start,
     * when it has replayed none since), 0 when nothing that was received, or with {@code peerLsn} nothing that the peer
     * has, is left to replay.
     */
    ObjectNode describe(Optional<String> peerLsn) throws SQLException {
        String sql = "SELECT pg_is_in_recovery() AS in_recovery,"
                + " coalesce((SELECT " + STREAMS + " FROM pg_stat_wal_receiver), false) AS streaming,"
                + " (SELECT received_tli FROM pg_stat_wal_receiver) AS timeline,"
                + " (SELECT system_identifier::text FROM pg_control_system()) AS system_identifier,"
                + " pg_last_wal_replay_lsn()::text AS replay_lsn,"
                + " coalesce(pg_last_wal_replay_lsn() >= greatest(?::pg_lsn, pg_last_wal_receive_lsn()), true) AS current,"
                + " extract(epoch FROM clock_timestamp()"
                + " - coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time()))::float8 AS age,"
                + " to_regclass('public.drlab_epoch') IS NOT NULL AS has_epoch_table";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, peerLsn.orElse(null));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                ObjectNode status = JsonNodeFactory.instance.objectNode();
                status.put("inRecovery", row.getBoolean("in_recovery"));
                status.put("streaming", row.getBoolean("streaming"));
                status.put("timeline", row.getInt("timeline"));
                status.put("systemIdentifier", row.getString("system_identifier"));
                status.put("replayLsn", row.getString("replay_lsn"));
                status.put("lagSeconds", row.getBoolean("current") ? 0.0 : Math.max(0.0, row.getDouble("age")));
                status.putNull("epoch");
                status.putNull("epochAgeSeconds");
                if (row.getBoolean("has_epoch_table")) {
                    describeEpoch(status);
                }
                return status;
            }
        }
    }

    /** True when this replica, streaming on the same timeline of the same system, has replayed the drain point. */
    boolean hasReplayed(DrainPoint point) throws SQLException {
        String sql = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= ?::pg_lsn"
                + " AND (SELECT system_identifier::text FROM pg_control_system()) = ?"
                + " AND coalesce((SELECT received_tli FROM pg_stat_wal_receiver WHERE status = 'streaming'), -1) = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, point.lsn());
            statement.setString(2, point.systemIdentifier());
            statement.setInt(3, point.timeline());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The flush position of a database that is not in recovery; empty when it is. */
    Optional<String> flushLsn() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn()::text END")) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private void describeEpoch(ObjectNode status) throws SQLException {
        String sql = "SELECT epoch, region, extract(epoch FROM clock_timestamp()"
                + " - (to_jsonb(held) ->> 'opened_at')::timestamptz)::bigint AS age,"
                + " (SELECT substr(token, 7)::bigint FROM public.drlab_drain WHERE token ~ '^fence-[0-9]{1,18}$') AS fenced"
                + " FROM public.drlab_epoch AS held";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next()) {
                status.put("epoch", row.getLong("epoch"));
                status.put("epochAgeSeconds", row.getObject("age", Long.class));
                status.put("epochRegion", row.getString("region"));
                status.put("fencedForEpoch", row.getObject("fenced", Long.class));
            }
        }
    }
}
