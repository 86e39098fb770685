package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Lsn;
import dev.drlab.agent.wal.record.WalFormatException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the timelines of a database's history branch off: found in its WAL right after a promotion, kept in {@code
 * drlab_branch}, which replicates. The first record of a promoted database that names two timelines is END_OF_RECOVERY
 * ({@code CreateEndOfRecoveryRecord} in {@code xlog.c}), or a shutdown checkpoint where the server was not promoted while
 * it ran; the record before it is the last one that both databases have. The history file says the same, but only a
 * superuser may read files.
 */
public final class Branches {
    private static final long PORTION = 4L << 20;
    private static final Pattern TIMELINES = Pattern.compile("tli (\\d+); prev tli (\\d+)");
    private static final String FIRST_RECORD =
            "SELECT start_lsn::text, prev_lsn::text, description FROM pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)"
                    + " WHERE resource_manager = 'XLOG' AND record_type IN ('END_OF_RECOVERY', 'CHECKPOINT_SHUTDOWN')"
                    + " ORDER BY start_lsn";

    private final Connection connection;

    /** @param connection in auto-commit mode, as the agent's role */
    public Branches(Connection connection) {
        this.connection = connection;
    }

    /**
     * Finds and keeps the branch of the present timeline, unless that is known. Reads no more than {@code limitBytes}
     * of WAL.
     *
     * @return the branch in words, or why there is none
     */
    public String note(long limitBytes) throws SQLException {
        Server server = Server.of(connection);
        if (server.inRecovery() || server.timeline() == 1) {
            return "none: the database was never promoted";
        }
        if (known(server.timeline())) {
            return "timeline " + server.timeline() + ": known";
        }
        Optional<String> missing = Extension.prepare(connection);
        if (missing.isPresent()) {
            return "not known: " + missing.get();
        }
        Optional<Branch> found = find(server, limitBytes);
        if (found.isEmpty()) {
            return "not known: the beginning of timeline " + server.timeline() + " is not in the last WAL";
        }
        keep(found.get());
        return "timeline " + server.timeline() + " branches off timeline "
                + found.get().parent() + " at " + found.get().lsn();
    }

    /** The branch off {@code parent}: as it was kept, or else as the WAL that is left says. */
    Optional<Branch> off(int parent) throws SQLException {
        Optional<Branch> kept = kept(parent);
        if (kept.isPresent() || Extension.prepare(connection).isPresent()) {
            return kept;
        }
        return find(Server.of(connection), Long.MAX_VALUE).filter(branch -> branch.parent() == parent);
    }

    private boolean known(int timeline) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM public.drlab_branch WHERE timeline = ?")) {
            statement.setInt(1, timeline);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void keep(Branch branch) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO public.drlab_branch (timeline, parent, lsn, system_identifier)"
                        + " VALUES (?, ?, ?::pg_lsn, ?) ON CONFLICT (timeline) DO NOTHING")) {
            statement.setInt(1, branch.timeline());
            statement.setInt(2, branch.parent());
            statement.setString(3, branch.lsn().toString());
            statement.setString(4, branch.systemIdentifier());
            statement.execute();
        }
    }

    private Optional<Branch> kept(int parent) throws SQLException {
        try (Statement exists = connection.createStatement();
                ResultSet row = exists.executeQuery("SELECT to_regclass('public.drlab_branch') IS NOT NULL")) {
            row.next();
            if (!row.getBoolean(1)) {
                return Optional.empty(); // of an earlier version, not migrated yet
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT timeline, parent, lsn::text, system_identifier"
                        + " FROM public.drlab_branch WHERE parent = ? ORDER BY timeline DESC LIMIT 1")) {
            statement.setInt(1, parent);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Branch(row.getInt(1), row.getInt(2), Lsn.parse(row.getString(3)), row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private Optional<Branch> find(Server server, long limitBytes) throws SQLException {
        Lsn end = position("SELECT pg_current_wal_flush_lsn()::text");
        Lsn oldest = server.oldestWal(connection, end);
        String replayed = text("SELECT pg_last_wal_replay_lsn()::text");
        if (replayed != null) { // not since a restart: then the WAL is looked through from its end
            Lsn from = Lsn.parse(replayed);
            Optional<Branch> there = between(server, from, end.min(from.plus(PORTION)));
            if (there.isPresent()) {
                return there;
            }
        }
        Lsn floor = limitBytes >= end.minus(oldest) ? oldest : end.plus(-limitBytes);
        for (Lsn upper = end; floor.compareTo(upper) < 0; ) {
            Lsn lower = upper.minus(floor) > PORTION ? upper.plus(-PORTION) : floor;
            Optional<Branch> there = between(server, lower, end.min(upper.plus(PORTION)));
            if (there.isPresent()) {
                return there;
            }
            upper = lower;
        }
        return Optional.empty();
    }

    private Optional<Branch> between(Server server, Lsn from, Lsn to) throws SQLException {
        if (from.compareTo(to) >= 0) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(FIRST_RECORD)) {
            statement.setString(1, from.toString());
            statement.setString(2, to.toString());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Matcher timelines = TIMELINES.matcher(rows.getString(3));
                    if (!timelines.find()) {
                        throw new WalFormatException("END_OF_RECOVERY", rows.getString(3));
                    }
                    int timeline = Integer.parseInt(timelines.group(1));
                    int parent = Integer.parseInt(timelines.group(2));
                    if (timeline == server.timeline() && parent < timeline) {
                        Lsn lsn = lastCommonEnd(rows.getString(2), rows.getString(1));
                        return Optional.of(new Branch(timeline, parent, lsn, server.systemIdentifier()));
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Where the record before ends; where it cannot be read any more, where the first one begins. */
    private Lsn lastCommonEnd(String previous, String first) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT end_lsn::text FROM pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)"
                        + " WHERE start_lsn = ?::pg_lsn")) {
            statement.setString(1, previous);
            statement.setString(2, first);
            statement.setString(3, previous);
            try (ResultSet row = statement.executeQuery()) {
                return Lsn.parse(row.next() ? row.getString(1) : first);
            }
        } catch (SQLException e) {
            return Lsn.parse(first);
        }
    }

    private Lsn position(String sql) throws SQLException {
        return Lsn.parse(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
