package dev.drlab.agent.wal;

/** Transaction ids, which wrap around after 2^32: compared like PostgreSQL's {@code TransactionIdPrecedes}. */
final class Xids {
    private Xids() {}

    /** Whether {@code xid} was given out before {@code other}. */
    static boolean precedes(long xid, long other) {
        return (int) (xid - other) < 0;
    }

    static long older(long xid, long other) {
        return precedes(xid, other) ? xid : other;
    }
}
