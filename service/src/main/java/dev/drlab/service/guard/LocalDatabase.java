package dev.drlab.service.guard;

import java.sql.SQLException;

/**
 * The region's database as the guard uses it: read over connections of its own, with short timeouts, apart from the
 * pools that serve requests. Used by one thread.
 */
public interface LocalDatabase extends AutoCloseable {
    /** Looks at it as the reader role. */
    DatabaseStatus status() throws SQLException;

    /** Logs in as the writer role, or asks again over the session of the last time. Throws when the role is closed. */
    WriterStatus writerStatus() throws SQLException;

    /** Reopens the writer role if the drain {@code token} closed it. */
    boolean liftDrain(String token) throws SQLException;

    /** Makes reads possible; call when {@link #status} has just succeeded. May be repeated. */
    void openReader();

    /** Makes writes possible; call when {@link #writerStatus} has just succeeded or is expected to. May be repeated. */
    void openWriter();

    /** Ends reads in hand and refuses new ones. Does not wait. May be repeated. */
    void closeReader();

    /** Ends writes in hand, logs the writer role out and refuses new writes. Does not wait. May be repeated. */
    void closeWriter();

    @Override
    void close();
}
