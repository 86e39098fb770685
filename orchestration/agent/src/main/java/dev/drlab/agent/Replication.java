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

    /**
     * Holds when all is replayed that the writer had when it sent its last message. Each portion of WAL carries the position
     * up to which the writer had flushed by then ({@code XLogSendPhysical} in walsender.c), and moves
     * {@code latest_end_time} to its own time where that position is a new one ({@code ProcessWalSndrMessage} in
     * walreceiver.c). A keepalive carries only what was sent so far, and puts {@code latest_end_lsn} back to it: it moves no
     * time, and proves nothing. All columns since PostgreSQL 9.6, shown to members of pg_read_all_stats.
     */
    private static final String SAID_AND_REPLAYED =
            STREAMS + " AND latest_end_time = last_msg_send_time AND replay_lsn >= latest_end_lsn";

    private final Connection connection;

    Replication(Connection connection) {
        this.connection = connection;
    }

    /**
     * {@code inRecovery}, {@code streaming}, {@code replayLsn}, {@code systemIdentifier}, {@code timeline}, {@code epoch}
     * (null when none was written), {@code epochRegion} that opened the database in it, {@code epochAgeSeconds} (since that
     * epoch was opened; null also in a database that was not migrated since), {@code fencedForEpoch} (null when no fence
     * closes it), {@code lagSeconds} and {@code lagKnown}. The lag is the age of the oldest commit of the
     * writer that can be missing, at most: 0 of a writer, and of a replica that has replayed all that the writer had at
     * {@code peerLsn}; else the age of the last replayed commit, or of what the writer last said ({@link #SAID_AND_REPLAYED}),
     * whichever is less. What was received tells nothing: behind a slow link it is replayed at once, however much is missing.
     * Where nothing tells it {@code lagKnown} is false, and {@code lagSeconds} the time since the server's start.
     *
     * @param peerLsn what the writer had flushed a moment ago; empty when it was not asked
     */
    ObjectNode describe(Optional<String> peerLsn) throws SQLException {
        String sql =
                "SELECT seen.*, system_identifier::text, to_regclass('public.drlab_epoch') IS NOT NULL AS has_epoch_table,"
                        + " coalesce(" + STREAMS + ", false) AS streaming, received_tli AS timeline, CASE"
                        + " WHEN NOT in_recovery THEN 0"
                        + " WHEN peer_lsn IS NOT NULL AND replay_lsn >= greatest(peer_lsn, pg_last_wal_receive_lsn()) THEN 0"
                        + " ELSE least(" + age("pg_last_xact_replay_timestamp()") + ", CASE WHEN " + SAID_AND_REPLAYED
                        + " THEN "
                        + age("least(last_msg_send_time, last_msg_receipt_time)") + " END) END AS lag, "
                        + age("pg_postmaster_start_time()") + " AS uptime"
                        + " FROM (SELECT pg_is_in_recovery() AS in_recovery, pg_last_wal_replay_lsn() AS replay_lsn,"
                        + " ?::pg_lsn AS peer_lsn) seen CROSS JOIN pg_control_system() LEFT JOIN pg_stat_wal_receiver ON true";
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
                putLag(status, row);
                status.putNull("epoch");
                status.putNull("epochAgeSeconds");
                if (row.getBoolean("has_epoch_table")) {
                    describeEpoch(status);
                }
                return status;
            }
        }
    }

    private static void putLag(ObjectNode status, ResultSet row) throws SQLException {
        double lag = row.getDouble("lag");
        boolean known = !row.wasNull();
        status.put("lagSeconds", Math.max(0.0, known ? lag : row.getDouble("uptime")));
        status.put("lagKnown", known);
    }

    /** Seconds since then; null when it is. Below 0 where the writer's clock is ahead. */
    private static String age(String time) {
        return "extract(epoch FROM clock_timestamp() - " + time + ")::float8";
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
