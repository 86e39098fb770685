package dev.drlab.agent.wal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tables and sequences that are UNLOGGED. What is written to them is in no WAL: no replica gets it, and a promotion empties
 * them, as a crash does (PostgreSQL 17 manual, CREATE TABLE).
 */
public final class Unlogged {
    /** Their names in the current database: an array of texts. Asks for no lock. */
    public static final String NAMES = "ARRAY(SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relpersistence = 'u' AND c.relkind IN ('r', 'm', 'S') ORDER BY 1)";

    /**
     * The other databases of the server in which somebody but the superuser that the server was made with owns a relation:
     * an array of texts. Those that nobody may connect to are left out, and that of RDS itself.
     */
    public static final String OTHER_DATABASES = "ARRAY(SELECT d.datname::text FROM pg_database d WHERE d.datallowconn"
            + " AND NOT d.datistemplate AND d.datname NOT IN (current_database(), 'rdsadmin')"
            + " AND EXISTS (SELECT FROM pg_shdepend s WHERE s.dbid = d.oid AND s.classid = 'pg_class'::regclass"
            + " AND s.deptype = 'o') ORDER BY 1)";

    /** Said of a table that is empty because it always was, or because it was emptied with its rows. */
    private static final String EMPTIED = " (empty; may have had rows before a restart)";

    private static final String TABLES = "SELECT t.name, t.filled FROM ("
            + "SELECT format('%I.%I', n.nspname, c.relname) AS name,"
            + " coalesce(pg_relation_size(c.oid), 0) > 0 AS filled"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relpersistence = 'u' AND c.relkind IN ('r', 'm')) t ORDER BY NOT t.filled, t.name";

    private Unlogged() {}

    /**
     * The unlogged tables of that database which had a row since they were emptied last, and where that may have been by
     * a crash also the others; waits for their locks.
     */
    static List<String> lost(Connection connection, boolean ranThroughout) throws SQLException {
        List<String> lost = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                lostOf(rows.getString(1), rows.getBoolean(2), ranThroughout).ifPresent(lost::add);
            }
        }
        return lost;
    }

    /**
     * The words for a table: a crash empties it, and what it had is not known behind one.
     *
     * @param filled whether its file has a page
     * @param ranThroughout whether the server is known not to have been restarted since the branch
     */
    static Optional<String> lostOf(String name, boolean filled, boolean ranThroughout) {
        if (filled) {
            return Optional.of(name);
        }
        return ranThroughout ? Optional.empty() : Optional.of(name + EMPTIED);
    }

    /**
     * Those of a whole server, other databases' with the database's name. What could not be asked is said in the place of
     * names, never left out.
     *
     * @param own to one of its databases, in auto-commit mode
     * @param others connects to another one
     * @param ranThroughout whether the server is known not to have been restarted since the branch
     */
    public static List<String> lost(Connection own, WalAccounting.DatabaseOpener others, boolean ranThroughout) {
        List<String> found = new ArrayList<>();
        try {
            found.addAll(lost(own, ranThroughout));
            for (String database : texts(own, "SELECT unnest(" + OTHER_DATABASES + ")")) {
                found.addAll(of(database, others, ranThroughout));
            }
        } catch (SQLException e) {
            found.add("those of a server that did not say (" + e.getMessage() + ")");
        }
        return found;
    }

    private static List<String> of(String database, WalAccounting.DatabaseOpener others, boolean ranThroughout) {
        try (Connection connection = others.open(database)) {
            return lost(connection, ranThroughout).stream()
                    .map(name -> name + " in database " + database)
                    .toList();
        } catch (SQLException e) {
            return List.of("those of database " + database + ", which could not be asked (" + e.getMessage() + ")");
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
