package dev.drlab.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * The first bytes of a segment.
 *
 * @param runId whose ledger it is
 * @param startMicros when the run started, microseconds since 1970
 * @param index of the segment, from 1
 * @param ackedBefore acknowledged canaries in all earlier segments, which may have been deleted since
 * @param failedBefore the same for failed ones
 */
record LedgerHeader(UUID runId, long startMicros, int index, long ackedBefore, long failedBefore) {
    /** Bytes that a header takes. */
    static final int BYTES = 64;

    private static final byte[] MAGIC = "DRLEDGR1".getBytes(StandardCharsets.US_ASCII);

    void writeTo(ByteBuffer buffer) {
        buffer.put(MAGIC)
                .putLong(runId.getMostSignificantBits())
                .putLong(runId.getLeastSignificantBits())
                .putLong(startMicros)
                .putLong(index)
                .putLong(ackedBefore)
                .putLong(failedBefore)
                .putLong(0);
    }

    static LedgerHeader readFrom(ByteBuffer buffer, Object source) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        if (buffer.remaining() >= BYTES) {
            buffer.get(magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(source + " is no canary ledger: it does not start with DRLEDGR1");
        }
        UUID runId = new UUID(buffer.getLong(), buffer.getLong());
        LedgerHeader header =
                new LedgerHeader(runId, buffer.getLong(), (int) buffer.getLong(), buffer.getLong(), buffer.getLong());
        buffer.getLong();
        return header;
    }
}
