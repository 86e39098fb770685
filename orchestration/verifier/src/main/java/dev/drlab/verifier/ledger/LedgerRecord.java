package dev.drlab.verifier.ledger;

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
public record LedgerRecord(Kind kind, int timeline, long seq, long epoch, long startMicros, long endMicros) {
    /** Bytes that a record takes. */
    static final int BYTES = 44;

    private static final int TIMELINE_AT = 4;
    private static final int SEQ_AT = 8;
    private static final int EPOCH_AT = 16;
    private static final int START_AT = 24;
    private static final int END_AT = 32;
    private static final int CHECKSUM_AT = 40;
    private static final Kind[] KINDS = Kind.values();

    /** The kinds of records. */
    public enum Kind {
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
        KEPT_THROUGH,
        /** The last record of a segment that is full: its number is that of the next segment. */
        CONTINUED,
        /** Segments from this number to that of the next record have been deleted on purpose. */
        DROPPED_FROM,
        /** The end of such a stretch. */
        DROPPED_THROUGH
    }

    static LedgerRecord limit(Kind kind, long seq, long micros) {
        return new LedgerRecord(kind, 0, seq, 0, micros, micros);
    }

    /** True for a canary's record, false for a mark. */
    public boolean isCanary() {
        return kind == Kind.ACKED || kind == Kind.FAILED;
    }

    /**
     * Writes the record.
     *
     * @param previousChecksum of the record before, or of the header
     * @return the checksum, which the next record is chained to
     */
    int writeTo(ByteBuffer buffer, int previousChecksum) {
        int from = buffer.position();
        buffer.putInt(kind.ordinal() + 1)
                .putInt(timeline)
                .putLong(seq)
                .putLong(epoch)
                .putLong(startMicros)
                .putLong(endMicros);
        int checksum = checksum(buffer, from, previousChecksum);
        buffer.putInt(checksum);
        return checksum;
    }

    /**
     * Reads the record there, or gives null if these bytes are none that follows on the checksum right before them.
     *
     * @param from the record's first byte; the four before it are the checksum that it is chained to
     */
    static LedgerRecord readFrom(ByteBuffer bytes, int from) {
        int kind = bytes.getInt(from);
        if (kind < 1 || kind > KINDS.length || storedChecksum(bytes, from) != chainedChecksum(bytes, from)) {
            return null;
        }
        return new LedgerRecord(
                KINDS[kind - 1],
                bytes.getInt(from + TIMELINE_AT),
                bytes.getLong(from + SEQ_AT),
                bytes.getLong(from + EPOCH_AT),
                bytes.getLong(from + START_AT),
                bytes.getLong(from + END_AT));
    }

    /** The checksum in the file of the record that begins there. */
    static int storedChecksum(ByteBuffer bytes, int from) {
        return bytes.getInt(from + CHECKSUM_AT);
    }

    /** Of the checksum right before the record, which has an array, and the record up to its own. */
    private static int chainedChecksum(ByteBuffer bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.arrayOffset() + from - Integer.BYTES, Integer.BYTES + CHECKSUM_AT);
        return (int) crc.getValue();
    }

    private static int checksum(ByteBuffer buffer, int from, int previousChecksum) {
        CRC32C crc = new CRC32C();
        crc.update(previousChecksum >>> 24);
        crc.update(previousChecksum >>> 16);
        crc.update(previousChecksum >>> 8);
        crc.update(previousChecksum);
        crc.update(buffer.duplicate().position(from).limit(from + CHECKSUM_AT));
        return (int) crc.getValue();
    }
}
