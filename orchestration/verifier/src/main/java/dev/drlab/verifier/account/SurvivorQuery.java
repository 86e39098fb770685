package dev.drlab.verifier.account;

import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.table.CanaryRelation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads which canaries of a run a database has. */
public final class SurvivorQuery {
    private static final String SURVIVORS =
            "COPY (SELECT seq FROM %s WHERE run_id = '%s' AND seq BETWEEN %d AND %d ORDER BY seq) TO STDOUT";

    private SurvivorQuery() {}

    /** The numbers above this one, as distances from it. */
    public static BitSet above(Connection connection, CanaryRelation table, UUID runId, long seq) throws SQLException {
        BitSet survivors = new BitSet();
        within(
                connection,
                table,
                runId,
                new SeqRange(seq + 1, Long.MAX_VALUE),
                found -> survivors.set(Math.toIntExact(found - seq)));
        return survivors;
    }

    /**
     * Tells of every number within the range that is there, in order. The server sends them as it finds them: a cursor
     * would cost a round trip for each fetch. After an exception of {@code found} the connection is only good to be closed.
     */
    static void within(Connection connection, CanaryRelation table, UUID runId, SeqRange range, LongConsumer found)
            throws SQLException {
        String copy = SURVIVORS.formatted(table.qualifiedName(), runId, range.from(), range.to());
        CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                found.accept(number(row));
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }

    /** Of the digits before the line's end. */
    private static long number(byte[] row) {
        long number = 0;
        for (int i = 0; i < row.length && row[i] != '\n'; i++) {
            number = number * 10 + row[i] - '0';
        }
        return number;
    }
}
