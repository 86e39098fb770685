package dev.drlab.service.items;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.service.database.Pool;
import dev.drlab.service.database.Pool.Lease;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows in PostgreSQL. */
public final class PostgresItemStore implements ItemStore {
    // One statement, one round trip, its own transaction. Reading the epoch in the same statement keeps a connection
    // that reached another lineage of the database from writing to it.
    private static final String INSERT = "INSERT INTO " + DatabaseNames.ITEMS_TABLE
            + " (idempotency_key, value, region, epoch) SELECT ?, ?, ?, e.epoch FROM " + DatabaseNames.EPOCH_TABLE
            + " e WHERE e.epoch = ? ON CONFLICT (idempotency_key) DO NOTHING RETURNING id";
    private static final String BY_KEY =
            "SELECT id, region, epoch FROM " + DatabaseNames.ITEMS_TABLE + " WHERE idempotency_key = ?";
    private static final String COLUMNS =
            "SELECT id, value, region, epoch, created_at FROM " + DatabaseNames.ITEMS_TABLE;
    private static final String BY_ID = COLUMNS + " WHERE id = ?";
    // The sum is taken before a value is sent: what a list may take of this process's memory is known.
    private static final String NEWEST = "SELECT id, value, region, epoch, created_at FROM (SELECT *,"
            + " sum(octet_length(value)) OVER newest_first AS bytes, row_number() OVER newest_first AS place"
            + " FROM (" + COLUMNS + " ORDER BY id DESC LIMIT ?) AS limited WINDOW newest_first AS (ORDER BY id DESC))"
            + " AS summed WHERE bytes <= " + LARGEST_LIST + " OR place = 1 ORDER BY id DESC";

    /** PostgreSQL's refusals of a statement or a session that come before anything is done. */
    private static final Set<String> REFUSED_SESSION = Set.of("25006", "28000", "28P01", "42501", "53300");

    private final Pool readers;
    private final Pool writers;

    /** Over the pools of both roles. */
    public PostgresItemStore(Pool readers, Pool writers) {
        this.readers = readers;
        this.writers = writers;
    }

    @Override
    public Stored insert(NewItem item, String region, long epoch, RequestDeadline timeLimit) throws StoreException {
        try (Lease lease = take(writers, timeLimit)) {
            Connection connection = lease.connection();
            Optional<Stored> stored = tryInsert(connection, item, region, epoch);
            if (stored.isEmpty() && item.idempotencyKey().isPresent()) {
                stored = byKey(connection, item.idempotencyKey().get());
            }
            return stored.orElseThrow(() ->
                    new StoreException("the database does not carry epoch " + epoch, Outcome.NOT_WRITTEN, true, null));
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private static Lease take(Pool pool, RequestDeadline timeLimit) throws StoreException {
        try {
            return pool.take(timeLimit);
        } catch (SQLException e) {
            // may be mere load; a dead database shows in the next poll, or has shown already
            throw new StoreException("no database connection: " + e.getMessage(), Outcome.NOT_WRITTEN, false, e);
        }
    }

    private static Optional<Stored> tryInsert(Connection connection, NewItem item, String region, long epoch)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            if (item.idempotencyKey().isPresent()) {
                statement.setString(1, item.idempotencyKey().get());
            } else {
                statement.setNull(1, Types.VARCHAR);
            }
            statement.setString(2, item.value());
            statement.setString(3, region);
            statement.setLong(4, epoch);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Stored(rows.getLong(1), region, epoch)) : Optional.empty();
            }
        }
    }

    private static Optional<Stored> byKey(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_KEY)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Stored(rows.getLong(1), rows.getString(2), rows.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /**
     * A statement that the server answered with an error was rolled back. Where the connection broke, or the server was
     * ending the session, the commit may have happened before.
     */
    public static StoreException explain(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean brokenConnection = state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
        return new StoreException(
                "the database failed: " + e.getMessage(),
                brokenConnection ? Outcome.UNKNOWN : Outcome.NOT_WRITTEN,
                brokenConnection || REFUSED_SESSION.contains(state),
                e);
    }

    @Override
    public Optional<Item> find(long id, RequestDeadline timeLimit) throws StoreException {
        try (Lease lease = take(readers, timeLimit);
                PreparedStatement statement = lease.connection().prepareStatement(BY_ID)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(item(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    @Override
    public List<Item> newest(int limit, RequestDeadline timeLimit) throws StoreException {
        try (Lease lease = take(readers, timeLimit);
                PreparedStatement statement = lease.connection().prepareStatement(NEWEST)) {
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Item> items = new ArrayList<>();
                while (rows.next()) {
                    items.add(item(rows));
                }
                return items;
            }
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
