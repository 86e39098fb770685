package dev.drlab.contract.database;

/**
 * The names that the service, the agent and whoever sets up a database agree on. The agent's {@code migrate} creates
 * what they name.
 */
public final class DatabaseNames {
    /** The database. */
    public static final String DATABASE = "drlab";
    /** On RDS: the master user, which the agent logs in as. In the lab {@link #AGENT_ROLE} does both. */
    public static final String ADMIN_ROLE = "drlab_admin";
    /** Owns the schema, may create roles and signal backends; no superuser. */
    public static final String AGENT_ROLE = "drlab_agent";
    /** Writes service rows and canaries; like every application role closed (NOLOGIN) while its region may not write. */
    public static final String WRITER_ROLE = "drlab_writer";
    /**
     * Reads, and calls {@link #LIFT_DRAIN_FUNCTION}. Never closed: a drained region serves reads, and the service of a
     * region whose switchover died reopens the database with it. So it must not be able to write.
     */
    public static final String READER_ROLE = "drlab_reader";
    /** In the lab: replicas log in with it; never closed. On RDS that role is {@code rdsrepladmin}. */
    public static final String REPLICATION_ROLE = "drlab_replication";
    /** One row {@code (epoch bigint, region text)}: the epoch of the database's lineage. */
    public static final String EPOCH_TABLE = "drlab_epoch";
    /** At most one row {@code (token text)}: the drain or fence that closed the application roles. */
    public static final String DRAIN_TABLE = "drlab_drain";
    /** {@code drlab_lift_drain(token text) returns boolean}: reopens the roles that that token closed. */
    public static final String LIFT_DRAIN_FUNCTION = "drlab_lift_drain";
    /** {@code (id, idempotency_key, value, region, epoch, created_at)}: the service's rows. */
    public static final String ITEMS_TABLE = "items";

    private DatabaseNames() {}
}
