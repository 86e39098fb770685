package dev.drlab.verifier.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Finds out which table {@link CanaryTable#NAME} is in a database, by what tells it from others of that name. */
public final class RelationQuery {
    private static final String MAY_READ_SYSTEM = "SELECT has_function_privilege('pg_control_system()', 'EXECUTE')";
    private static final String SYSTEM = "SELECT system_identifier FROM pg_control_system()";
    private static final String TABLE = "SELECT d.oid::bigint, c.oid::bigint, d.datname, n.nspname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_database d ON d.datname = current_database()"
            + " WHERE c.oid = ";
    private static final String BY_NAME = TABLE + "to_regclass('" + CanaryTable.NAME + "')";
    private static final String BY_OID = TABLE + "?";

    private final Connection connection;

    /** Asks over {@code connection}, which stays the caller's to close. */
    public RelationQuery(Connection connection) {
        this.connection = connection;
    }

    /** The table that the name means to this session, by its search_path; empty when there is none. */
    public Optional<CanaryRelation> byName() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
            return read(statement);
        }
    }

    /**
     * The table of that object identifier, whatever the search_path; empty when there is none.
     *
     * @param oid of the table
     */
    private Optional<CanaryRelation> byOid(long oid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_OID)) {
            statement.setLong(1, oid);
            return read(statement);
        }
    }

    /**
     * Makes sure that {@code expected} is here too: rows of another table that shares its name prove nothing.
     *
     * @param where names this database in the message
     * @throws ForeignRelationException if it is not
     */
    public void require(CanaryRelation expected, String where) throws SQLException {
        Optional<CanaryRelation> here = byOid(expected.oid()).filter(expected::isSameAs);
        if (here.isEmpty()) {
            throw new ForeignRelationException(where, expected, byName());
        }
    }

    private Optional<CanaryRelation> read(PreparedStatement statement) throws SQLException {
        long system = systemId();
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new CanaryRelation(
                            system, row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                    : Optional.empty();
        }
    }

    /** 0 where the role may not read it. */
    private long systemId() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!mayReadSystem(statement)) {
                return 0;
            }
            try (ResultSet row = statement.executeQuery(SYSTEM)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static boolean mayReadSystem(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(MAY_READ_SYSTEM)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
