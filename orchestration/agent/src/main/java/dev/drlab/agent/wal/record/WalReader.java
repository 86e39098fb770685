package dev.drlab.agent.wal.record;

import dev.drlab.contract.waiting.Observed;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.contract.waiting.Uninterrupted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads a server's WAL in portions, by {@code pg_get_wal_records_info}. A portion bounds what the server unpacks at once
 * and how long an answer takes; rows come by a cursor.
 */
public final class WalReader {
    /** Some 40,000 records, which the server unpacks in a fraction of a second. */
    private static final long PORTION = 4L << 20;

    /** A list of running transactions is shorter. */
    private static final long OVERLAP = 1L << 20;

    private static final int FETCH = 2000;
    private static final long PAGE = 8192;
    /** Of the first page in a file; others have 24 bytes. */
    private static final long PAGE_HEADER = 40;

    private static final Duration TAIL_LIMIT = Duration.ofSeconds(2);
    private static final Duration TAIL_LOOK = Duration.ofMillis(100);
    /** In the order of the WAL, as the function returns them. What is left out changes no row. */
    private static final String RECORDS = """
            SELECT start_lsn, end_lsn, xid, resource_manager, record_type,
                CASE resource_manager WHEN 'Transaction' THEN split_part(description, '; inval msgs', 1)
                    ELSE description END,
                left(block_ref, 80)
            FROM pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)
            WHERE resource_manager IN ('Heap', 'Heap2', 'Transaction', 'LogicalMessage')
                AND record_type NOT IN ('LOCK', 'HEAP_CONFIRM', 'INPLACE', 'LOCK_UPDATED', 'NEW_CID', 'VISIBLE',
                    'INVALIDATION', 'ASSIGNMENT', 'PREPARE')
                OR resource_manager = 'XLOG' AND record_type IN ('CHECKPOINT_SHUTDOWN', 'END_OF_RECOVERY')""";

    private static final String LAST_END =
            "SELECT max(end_lsn)::text FROM pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)";

    private static final String SNAPSHOT =
            "SELECT start_lsn::text, description FROM pg_get_wal_records_info(?::pg_lsn, ?::pg_lsn)"
                    + " WHERE resource_manager = 'Standby' AND record_type = 'RUNNING_XACTS'"
                    + " ORDER BY start_lsn DESC LIMIT 1";

    /** Takes a record; may look into the database. */
    @FunctionalInterface
    public interface Sink {
        void take(WalRow row) throws SQLException;
    }

    /** Told after each portion how far it got; false ends the reading. */
    @FunctionalInterface
    public interface Pace {
        boolean goOn(Lsn position);
    }

    /**
     * A record that lists the running transactions.
     *
     * @param position where it begins
     * @param nextXid no transaction from this id on has written anything before
     */
    public record Snapshot(Lsn position, long nextXid) {
        /** @throws WalFormatException when the description is not understood */
        static Snapshot parse(String position, String description) {
            String[] words = description.split(" ", 3);
            if (words.length < 3 || !words[0].equals("nextXid")) {
                throw new WalFormatException("RUNNING_XACTS", description);
            }
            try {
                return new Snapshot(Lsn.parse(position), Long.parseLong(words[1]));
            } catch (NumberFormatException e) {
                throw new WalFormatException("RUNNING_XACTS", description);
            }
        }
    }

    private final Connection connection;
    private final long segmentBytes;

    /**
     * @param connection without auto-commit, so that rows come by a cursor; its time zone is set to UTC
     * @param segmentBytes size of a WAL file
     */
    public WalReader(Connection connection, long segmentBytes) throws SQLException {
        this.connection = connection;
        this.segmentBytes = segmentBytes;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
        connection.commit(); // a rollback would take the setting back
    }

    /**
     * Hands every record of interest from {@code from} on, which ends before {@code to}, to the sink.
     *
     * @return the end of the last record that was read
     */
    public Lsn read(Lsn from, Lsn to, Sink sink, Pace pace) throws SQLException {
        Lsn position = from;
        long portion = PORTION;
        while (!reaches(position, to) && pace.goOn(position)) {
            Lsn end = position.plus(portion).min(to);
            Optional<Lsn> last = portion(position, end, sink);
            if (end.equals(to)) {
                return to;
            }
            if (last.isEmpty()) {
                last = lastEnd(position, end);
            }
            portion = last.isEmpty() ? portion * 2 : PORTION; // a record may be larger than a portion
            position = last.orElse(position);
        }
        return reaches(position, to) ? to : position;
    }

    /** Answers where the last record of interest ends: those behind it are read again with the next portion. */
    private Optional<Lsn> portion(Lsn from, Lsn to, Sink sink) throws SQLException {
        String last = null;
        try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
            statement.setFetchSize(FETCH);
            statement.setString(1, from.toString());
            statement.setString(2, to.toString());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getString(2);
                    String manager = rows.getString(4);
                    sink.take(new WalRow(
                            manager.equals("Transaction") || manager.equals(WalRow.RESTART_MANAGER)
                                    ? Lsn.parse(rows.getString(1))
                                    : null,
                            Long.parseLong(rows.getString(3)),
                            manager,
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7)));
                }
            }
        }
        return Optional.ofNullable(last).map(Lsn::parse);
    }

    private Optional<Lsn> lastEnd(Lsn from, Lsn to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST_END)) {
            statement.setString(1, from.toString());
            statement.setString(2, to.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1)).map(Lsn::parse);
            }
        }
    }

    /**
     * The last list of running transactions that lies whole in the WAL from {@code from} to {@code to}. Each reading begins with
     * a file: where one was left early ({@code pg_switch_wal}, a base backup) the rest of it has no record to begin with.
     *
     * @param from where a file begins
     */
    public Optional<Snapshot> lastSnapshot(Lsn from, Lsn to) throws SQLException {
        Lsn end = to;
        while (from.compareTo(end) < 0) {
            Lsn start = end.minus(from) > PORTION ? beginOfFile(end.plus(-PORTION)) : from;
            Optional<Snapshot> found = snapshot(start, to.min(end.plus(OVERLAP)));
            if (found.isPresent()) {
                return found;
            }
            end = start;
        }
        return Optional.empty();
    }

    private Lsn beginOfFile(Lsn position) {
        return position.plus(-Long.remainderUnsigned(position.value(), segmentBytes));
    }

    private Optional<Snapshot> snapshot(Lsn from, Lsn to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT)) {
            statement.setString(1, from.toString());
            statement.setString(2, to.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Snapshot.parse(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /**
     * Where the WAL ends that is flushed, at a record's end. A position inside a record that is still being written
     * moves on by itself within a moment, as nobody commits any more.
     */
    public Lsn flushedEnd() throws SQLException {
        Lsn inserted = position("SELECT pg_current_wal_insert_lsn()::text");
        Poll poll = Poll.within(TAIL_LIMIT).every(TAIL_LOOK); // the server's writer flushes in the background
        return Uninterrupted.<Observed<Lsn>, SQLException>get(() -> poll.observe(
                        "the end of the WAL was not flushed",
                        () -> position("SELECT pg_current_wal_flush_lsn()::text"),
                        end -> reaches(end, inserted)))
                .last();
    }

    /** Whether no record can lie between the two: nothing does, or a page's header. */
    static boolean reaches(Lsn position, Lsn end) {
        long gap = end.minus(position);
        return gap <= 0 || (position.value() % PAGE == 0 && gap <= PAGE_HEADER);
    }

    private Lsn position(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }
}
