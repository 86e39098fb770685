package dev.drlab.contract.machine;

/**
 * The errors that commands, rehearsals and the break-glass runner look for at the end of an execution. A test of the
 * documents fails when none of them ends with one of these; a test of the agent, when its exception has another name.
 */
public final class ErrorNames {
    /** Both machines: another execution holds the lock. The agent's. */
    public static final String LOCKED = "Locked";
    /** Both: a newer epoch is another run's. The agent's, too. */
    public static final String SUPERSEDED = "Superseded";
    /** Both: the input has a field that is missing, wrong or unknown. */
    public static final String INVALID_INPUT = "InvalidInput";
    /** Both: the region's runbook cannot be read. */
    public static final String RUNBOOK_UNREADABLE = "RunbookUnreadable";
    /** Both: the peer's record or database cannot be read. */
    public static final String PEER_UNREACHABLE = "PeerUnreachable";
    /** Activate: the region's database missed commits of the other one. */
    public static final String STALE_DATABASE = "StaleDatabase";
    /** Activate, planned: the replica is further behind than the RPO target. */
    public static final String LAG_ABOVE_TARGET = "LagAboveTarget";
    /** Activate, planned: the replica did not replay in time what the peer committed last. */
    public static final String NOT_CAUGHT_UP = "NotCaughtUp";
    /** Activate: the peer's database was opened while this run took authority, and was left open. */
    public static final String PEER_OPENED_MEANWHILE = "PeerOpenedMeanwhile";
    /** Reprotect: the region is the writer, so it cannot be made a standby. */
    public static final String REGION_ACTIVE = "RegionActive";

    private static final String OF_AGENT = "dev.drlab.agent.AgentException$";

    private ErrorNames() {}

    /**
     * The name that one of the agent's errors has in front of a Catch, and in the events of a run: that of its exception's
     * class. The documents end with the short one.
     */
    public static String ofAgent(String name) {
        return OF_AGENT + name;
    }
}
