package dev.drlab.service.guard;

import java.util.Locale;

/** Whether this region may write now and, if not, the first reason why. */
public enum WriteState {
    ACTIVE("this region may write"),
    OTHER_REGION("the highest epoch names the other region"),
    NOT_READ("the records and the database have not been looked at since the process started or woke up"),
    NO_AUTHORITY(
            "no record tells which region has authority; run activate (where this region's database carries an epoch"
                    + " above the records, its record was lost: activate --mode unplanned here)"),
    DISPUTED("two records with the same epoch name different regions; run activate to raise the epoch"),
    LEASE_EXPIRED("this region's control table has not been readable for longer than the lease"),
    PEER_NOT_SEEN("this region was not active recently and the peer's record has not been seen; run activate"
            + " --mode unplanned here if the peer is lost"),
    DRAINED("writes are paused for a switchover"),
    DATABASE_DOWN("the database does not answer"),
    DATABASE_IN_RECOVERY("the database is a replica"),
    DATABASE_EPOCH_AHEAD("the database carries a higher epoch than the records"),
    DATABASE_EPOCH_BEHIND("the database does not carry the record's epoch yet; activate has not opened it"),
    WRITER_CLOSED("the database refuses the writer role");

    private final String explanation;

    WriteState(String explanation) {
        this.explanation = explanation;
    }

    /** True for what a region passes through in a switchover, on either side, and leaves by itself. */
    boolean passing() {
        return this == DRAINED
                || this == DATABASE_IN_RECOVERY
                || this == DATABASE_EPOCH_BEHIND
                || this == WRITER_CLOSED;
    }

    /** A sentence for people, without a full stop. */
    public String explanation() {
        return explanation;
    }

    /** The name as it appears in answers and logs, such as {@code lease-expired}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
