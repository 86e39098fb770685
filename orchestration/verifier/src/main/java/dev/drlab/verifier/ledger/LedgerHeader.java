package dev.drlab.verifier.ledger;

import dev.drlab.verifier.table.CanaryRelation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment. Their checksum is the first link of the segment's chain of records.
 *
 * @param runId whose ledger it is
 * @param startMicros when the run started, microseconds since 1970
 * @param index of the segment, from 1
 * @param previousChecksum of the last record of the segment before; 0 in the first
 * @param ackedBefore acknowledged canaries in all earlier segments, which may have been deleted since
 * @param failedBefore the same for failed ones
 * @param relation the table that all canaries of this segment were written to; empty in a segment without canaries, which
 *     was begun before any database had been reached
 */
public record LedgerHeader(
        UUID runId,
        long startMicros,
        int index,
        int previousChecksum,
        long ackedBefore,
        long failedBefore,
        Optional<CanaryRelation> relation) {
    /** Bytes that a header takes. */
    static final int BYTES = 256;

    /** A ledger that is whole, maybe, but that this version does not read. */
    static final class OldFormatException extends IOException {
        private static final long serialVersionUID = 1L;

        OldFormatException(String message) {
            super(message);
        }
    }

    private static final byte[] MAGIC = "DRLEDGR2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FORMAT_1 = "DRLEDGR1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_AT = BYTES - Integer.BYTES;
    /** PostgreSQL's longest name, and a byte for its length. */
    private static final int NAME_BYTES = 64;

    /** Returns the checksum, which the first record is chained to. */
    int writeTo(ByteBuffer buffer) {
        int from = buffer.position();
        buffer.put(MAGIC)
                .putLong(runId.getMostSignificantBits())
                .putLong(runId.getLeastSignificantBits())
                .putLong(startMicros)
                .putInt(index)
                .putInt(previousChecksum)
                .putLong(ackedBefore)
                .putLong(failedBefore);
        buffer.putLong(relation.map(CanaryRelation::systemId).orElse(0L))
                .putInt(relation.map(CanaryRelation::databaseOid).orElse(0L).intValue())
                .putInt(relation.map(CanaryRelation::oid).orElse(0L).intValue());
        putName(buffer, relation.map(CanaryRelation::database).orElse(""));
        putName(buffer, relation.map(CanaryRelation::schema).orElse(""));
        buffer.put(new byte[from + CHECKSUM_AT - buffer.position()]);
        int checksum = checksum(buffer, from);
        buffer.putInt(checksum);
        return checksum;
    }

    /**
     * Reads a header.
     *
     * @param source named in messages
     * @throws IOException if these bytes are no header, one of an earlier format, or a damaged one
     */
    static LedgerHeader readFrom(ByteBuffer buffer, Object source) throws IOException {
        int from = buffer.position();
        byte[] magic = new byte[MAGIC.length];
        if (buffer.remaining() >= MAGIC.length) {
            buffer.get(magic);
        }
        if (Arrays.equals(magic, FORMAT_1)) {
            throw new OldFormatException(source + " is a canary ledger of format 1, which neither names its table nor"
                    + " chains its records: damage in it cannot be told from its end. Account for it with the drlab that"
                    + " wrote it");
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(source + " is no canary ledger: it does not start with DRLEDGR2");
        }
        if (buffer.remaining() < BYTES - MAGIC.length || storedChecksum(buffer, from) != checksum(buffer, from)) {
            throw new IOException(source + " has a damaged header");
        }
        UUID runId = new UUID(buffer.getLong(), buffer.getLong());
        long startMicros = buffer.getLong();
        int index = buffer.getInt();
        int previousChecksum = buffer.getInt();
        long ackedBefore = buffer.getLong();
        long failedBefore = buffer.getLong();
        Optional<CanaryRelation> relation = readRelation(buffer);
        buffer.position(from + BYTES);
        return new LedgerHeader(runId, startMicros, index, previousChecksum, ackedBefore, failedBefore, relation);
    }

    /** The checksum in the file. */
    static int storedChecksum(ByteBuffer buffer, int from) {
        return buffer.getInt(from + CHECKSUM_AT);
    }

    private static Optional<CanaryRelation> readRelation(ByteBuffer buffer) {
        long systemId = buffer.getLong();
        long databaseOid = Integer.toUnsignedLong(buffer.getInt());
        long oid = Integer.toUnsignedLong(buffer.getInt());
        String database = getName(buffer);
        String schema = getName(buffer);
        return oid == 0
                ? Optional.empty()
                : Optional.of(new CanaryRelation(systemId, databaseOid, oid, database, schema));
    }

    private static void putName(ByteBuffer buffer, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] field = Arrays.copyOf(bytes, NAME_BYTES - 1);
        buffer.put((byte) Math.min(bytes.length, field.length)).put(field);
    }

    private static String getName(ByteBuffer buffer) {
        int length = Math.min(Byte.toUnsignedInt(buffer.get()), NAME_BYTES - 1);
        byte[] field = new byte[NAME_BYTES - 1];
        buffer.get(field);
        return new String(field, 0, length, StandardCharsets.UTF_8);
    }

    private static int checksum(ByteBuffer buffer, int from) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(from).limit(from + CHECKSUM_AT));
        return (int) crc.getValue();
    }
}
