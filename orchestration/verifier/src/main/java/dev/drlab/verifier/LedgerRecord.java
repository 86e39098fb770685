package dev.drlab.verifier;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a ledger: what became of a canary, or how far a limit moved.
 *
 * @param kind what it says
 * @param timeline PostgreSQL's timeline that the canary was written on; 0 for limits
 * @param seq the canary's number, or the limit
 * @param epoch of {@code drlab_epoch} at the time; 0 where there is none, and for limits
 * @param startMicros when the insert was sent, microseconds since 1970 on a clock that never steps within a run
 * @param endMicros when it was acknowledged or failed, on the same clock
 */
record LedgerRecord(Kind kind, int timeline, long seq, long epoch, long startMicros, long endMicros) {
    /** Bytes that a record takes. */
    static final int BYTES = 44;

    /** What a record says. */
    enum Kind {
        /** Numbers up to this one may have been used, whether or not a later record tells of them. */
        RESERVED,
        /** The commit was acknowledged. */
        ACKED,
        /** No acknowledgement came: refused, or the outcome is unknown. */
        FAILED,
        /** Rows up to this number may have been deleted from the table. */
        RETAINED,
        /** The run ended in order: no number above this one was used. */
        CLOSED,
        /** Rows from this number to that of the next record are not deleted, whatever is retained later. */
        KEPT_FROM,
        /** The end of such a window. */
        KEPT_THROUGH
    }

    static LedgerRecord limit(Kind kind, long seq, long micros) {
        return new LedgerRecord(kind, 0, seq, 0, micros, micros);
    }

    boolean isCanary() {
        return kind == Kind.ACKED || kind == Kind.FAILED;
    }

    void writeTo(ByteBuffer buffer) {
        int from = buffer.position();
        buffer.putInt(kind.ordinal() + 1)
                .putInt(timeline)
                .putLong(seq)
                .putLong(epoch)
                .putLong(startMicros)
                .putLong(endMicros);
        buffer.putInt(checksum(buffer, from));
    }

    /** Reads the next record, or gives null if these bytes are none (a torn tail). */
    static LedgerRecord readFrom(ByteBuffer buffer) {
        int from = buffer.position();
        int kind = buffer.getInt();
        int timeline = buffer.getInt();
        long seq = buffer.getLong();
        long epoch = buffer.getLong();
        long startMicros = buffer.getLong();
        long endMicros = buffer.getLong();
        int expected = checksum(buffer, from);
        boolean whole = buffer.getInt() == expected && kind >= 1 && kind <= Kind.values().length;
        return whole ? new LedgerRecord(Kind.values()[kind - 1], timeline, seq, epoch, startMicros, endMicros) : null;
    }

    private static int checksum(ByteBuffer buffer, int from) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(from).limit(from + BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }
}
