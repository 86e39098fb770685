package dev.drlab.verifier.ledger;

import java.nio.ByteBuffer;

/**
 * The bytes of a segment from the first that is no record on. A crash leaves the beginning of a record, or zeros that
 * the file system had not filled yet; anything else is damage.
 */
final class SegmentTail {
    private final ByteBuffer bytes;

    /** @param bytes beginning with the checksum of the record, or of the header, before */
    SegmentTail(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Bytes after the checksum. */
    int length() {
        return bytes.capacity() - Integer.BYTES;
    }

    /** Whether a crash leaves this: one record without its checksum, and after it nothing but zeros. */
    boolean isTorn() {
        for (int i = LedgerRecord.BYTES; i < bytes.capacity(); i++) { // the first byte of the record's checksum
            if (bytes.get(i) != 0) {
                return length() < LedgerRecord.BYTES;
            }
        }
        return true;
    }

    /**
     * Where the next record begins that follows on the four bytes before it, whichever they are: as a distance from the
     * tail's beginning; -1 if there is none.
     */
    int nextRecord() {
        for (int at = 2 * Integer.BYTES; at + LedgerRecord.BYTES <= bytes.capacity(); at++) {
            // The kind is tried first: it rules out nearly every place without a checksum.
            if (bytes.getInt(at) > 0
                    && bytes.getInt(at) <= LedgerRecord.Kind.values().length
                    && LedgerRecord.readFrom(bytes, at) != null) {
                return at - Integer.BYTES;
            }
        }
        return -1;
    }

    /** The four bytes before that place, as {@link #nextRecord} gives it. */
    int checksumBefore(int place) {
        return bytes.getInt(place);
    }

    /** The bytes from that place on. */
    byte[] from(int place) {
        byte[] rest = new byte[length() - place];
        bytes.duplicate().position(place + Integer.BYTES).get(rest);
        return rest;
    }
}
