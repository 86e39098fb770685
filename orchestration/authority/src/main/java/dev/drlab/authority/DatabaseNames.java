package dev.drlab.authority;

/**
 * The names that the service, the agent and whoever sets up a database agree on. The agent's {@code migrate} creates
 * what they name.
 */
public final class DatabaseNames {
    /** The database. */
    public static final String DATABASE = "drlab";
    /** Owns the schema, may create roles and signal backends; no superuser. */
    public static final String AGENT_ROLE = "drlab_agent";
    /** The only role that writes service rows and canaries; closed (NOLOGIN) while its region may not write. */
    public static final String WRITER_ROLE = "drlab_writer";
    /** Reads, and calls {@link #LIFT_DRAIN_FUNCTION}. */
    public static final String READER_ROLE = "drlab_reader";
    /** One row {@code (epoch bigint, region text)}: the epoch of the database's lineage. */
    public static final String EPOCH_TABLE = "drlab_epoch";
    /** At most one row {@code (token text)}: the drain that closed the writer role. */
    public static final String DRAIN_TABLE = "drlab_drain";
    /** {@code drlab_lift_drain(token text) returns boolean}: reopens the writer role if that token closed it. */
    public static final String LIFT_DRAIN_FUNCTION = "drlab_lift_drain";
    /** {@code (id, idempotency_key, value, region, epoch, created_at)}: the service's rows. */
    public static final String ITEMS_TABLE = "items";

    private DatabaseNames() {}
}
