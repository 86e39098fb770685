package dev.drlab.contract.machine;

/**
 * The states that reports, rehearsals and the break-glass runner look for in an execution's events. A test of the documents
 * fails when one of them is not there.
 */
public final class StateNames {
    /** Both machines: takes the lock of their own region. */
    public static final String TAKE_LOCK = "TakeLock";
    /** Both: gives it back at the end. */
    public static final String RELEASE_LOCK = "ReleaseLock";
    /** Both: gives it back behind a failure. */
    public static final String RELEASE_LOCK_AFTER_FAILURE = "ReleaseLockAfterFailure";
    /** Activate: takes the lock of the peer, in a switchover. */
    public static final String TAKE_PEER_LOCK = "TakePeerLock";
    /** Activate: gives it back at the end. */
    public static final String RELEASE_PEER_LOCK = "ReleasePeerLock";
    /** Activate: gives it back behind a failure. */
    public static final String RELEASE_PEER_LOCK_AFTER_FAILURE = "ReleasePeerLockAfterFailure";
    /** Activate: looks at everything before anything is touched. */
    public static final String PRE_CHECK = "PreCheck";
    /** Activate: closes the peer's database, in a switchover. */
    public static final String DRAIN = "Drain";
    /** Activate: asks whether the replica has replayed what the peer committed last. */
    public static final String CHECK_CAUGHT_UP = "CheckCaughtUp";
    /** Activate: the replica did not in time. */
    public static final String NOT_CAUGHT_UP = "NotCaughtUp";
    /** Activate: opens the peer's database again. */
    public static final String UNDRAIN = "Undrain";
    /** Activate: the point of no return of a switchover. */
    public static final String HAND_OVER = "HandOver";
    /** Activate: the epoch in the own record; the point of no return of a failover. */
    public static final String RAISE_EPOCH = "RaiseEpoch";
    /** Activate: opens the promoted database. */
    public static final String OPEN_DATABASE = "OpenDatabase";
    /** Reprotect: lists and counts what only the old database has. */
    public static final String SAVE_DIVERGENCE = "SaveDivergence";

    private StateNames() {}
}
