package dev.drlab.service.database;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.service.guard.DatabaseStatus;
import dev.drlab.service.guard.LocalDatabase;
import dev.drlab.service.guard.WriterStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The region's PostgreSQL database. */
public final class PostgresDatabase implements LocalDatabase {
    // Every role may see that a WAL receiver runs; its details would need pg_read_all_stats.
    // After a start, what was received lies behind what is replayed until something comes; and while no commit has been
    // replayed the lag cannot be told: NULL, of which greatest() would make 0.
    private static final String STATUS = "SELECT pg_is_in_recovery(), coalesce((SELECT epoch FROM "
            + DatabaseNames.EPOCH_TABLE + "), 0), (SELECT token FROM " + DatabaseNames.DRAIN_TABLE + "),"
            + " EXISTS (SELECT FROM pg_stat_wal_receiver),"
            + " CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() THEN 0"
            + " WHEN pg_last_xact_replay_timestamp() IS NOT NULL"
            + " THEN greatest(0, extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())) END";
    private static final String WRITER_STATUS = "SELECT current_setting('transaction_read_only') = 'on',"
            + " coalesce((SELECT epoch FROM " + DatabaseNames.EPOCH_TABLE + "), 0)";
    private static final String LIFT = "SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)";

    private final Session reader;
    private final Session writer;
    private final Pool readerPool;
    private final Pool writerPool;

    /** The pools stay the caller's to close. */
    public PostgresDatabase(Role readerRole, Role writerRole, Pool readerPool, Pool writerPool) {
        this.reader = new Session(readerRole);
        this.writer = new Session(writerRole);
        this.readerPool = readerPool;
        this.writerPool = writerPool;
    }

    @Override
    public DatabaseStatus status() throws SQLException {
        return reader.ask(STATUS, PostgresDatabase::status);
    }

    private static DatabaseStatus status(ResultSet row) throws SQLException {
        double lag = row.getDouble(5);
        OptionalDouble lagSeconds = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(lag);
        return new DatabaseStatus(
                row.getBoolean(1),
                row.getLong(2),
                Optional.ofNullable(row.getString(3)),
                row.getBoolean(4),
                lagSeconds);
    }

    @Override
    public WriterStatus writerStatus() throws SQLException {
        return writer.ask(WRITER_STATUS, row -> new WriterStatus(row.getBoolean(1), row.getLong(2)));
    }

    @Override
    public boolean liftDrain(String token) throws SQLException {
        return reader.ask(LIFT, row -> row.getBoolean(1), token);
    }

    @Override
    public void openReader() {
        readerPool.open();
    }

    @Override
    public void openWriter() {
        writerPool.open();
    }

    @Override
    public void closeReader() {
        readerPool.shut();
    }

    @Override
    public void closeWriter() {
        writer.close();
        writerPool.shut();
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
