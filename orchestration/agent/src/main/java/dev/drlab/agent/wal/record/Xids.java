package dev.drlab.agent.wal.record;

/** Transaction ids, which wrap around after 2^32: compared like PostgreSQL's {@code TransactionIdPrecedes}. */
public final class Xids {
    private Xids() {}

    /** Whether {@code xid} was given out before {@code other}. */
    public static boolean precedes(long xid, long other) {
        return (int) (xid - other) < 0;
    }

    /** The one of two that was given out first. */
    public static long older(long xid, long other) {
        return precedes(xid, other) ? xid : other;
    }
}
