package dev.drlab.verifier.table;

import java.util.Objects;

/**
 * The one table that a run's canaries go to. A primary and its physical standbys agree on all of it; two tables that
 * merely share a name do not.
 *
 * @param systemId PostgreSQL's system identifier; 0 where the role may not read it
 * @param databaseOid of the database, 1 to 4294967295
 * @param oid of the table, 1 to 4294967295
 * @param database the database's name
 * @param schema the table's schema
 */
public record CanaryRelation(long systemId, long databaseOid, long oid, String database, String schema) {
    private static final long MAX_OID = 0xFFFF_FFFFL;

    /** Checks the ranges. */
    public CanaryRelation {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(schema, "schema");
        checkOid("databaseOid", databaseOid);
        checkOid("oid", oid);
    }

    private static void checkOid(String name, long oid) {
        if (oid < 1 || oid > MAX_OID) {
            throw new IllegalArgumentException(name + " must be 1 to " + MAX_OID + " but is " + oid);
        }
    }

    /** The table's name with its schema, quoted: what it names does not depend on a search_path. */
    public String qualifiedName() {
        return "\"" + schema.replace("\"", "\"\"") + "\"." + CanaryTable.NAME;
    }

    /** Whether both are the same table of the same system, as far as both systems are known. */
    public boolean isSameAs(CanaryRelation other) {
        boolean sameSystem = systemId == 0 || other.systemId == 0 || systemId == other.systemId;
        return sameSystem && databaseOid == other.databaseOid && oid == other.oid;
    }

    /** For a person: database, table, and the numbers that tell it from others of that name. */
    @Override
    public String toString() {
        return database + "." + schema + "." + CanaryTable.NAME + " (oid " + oid + " in database " + databaseOid
                + (systemId == 0 ? "" : " of system " + Long.toUnsignedString(systemId)) + ")";
    }
}
