package dev.drlab.rpo;

import dev.drlab.console.CannotRunException;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.table.CanaryTable;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Checks that two servers are a primary and its standby, and that canaries can be written. */
public final class Preflight {
    private static final int OLDEST_VERSION = 140_000;
    private static final int COMMIT_MILLIS = 5000;
    private static final String NO_SCHEMA = "3F000";

    private Preflight() {}

    /** Returns what the user should know although the run can start. */
    public static List<String> check(Endpoint primary, Endpoint replica) throws CannotRunException {
        try (Connection toPrimary = ServerFacts.connect("--primary", primary);
                Connection toReplica = ServerFacts.connect("--replica", replica)) {
            ServerFacts writes = ServerFacts.of(toPrimary);
            ServerFacts follows = ServerFacts.of(toReplica);
            checkPair(writes, follows);
            List<String> warnings = warnings(writes, follows);
            installTable(toPrimary, writes);
            checkTable(toPrimary, writes);
            checkCommits(toPrimary, writes);
            return warnings;
        } catch (SQLException e) {
            throw new CannotRunException("checking the servers failed: " + Causes.of(e));
        }
    }

    static void checkPair(ServerFacts writes, ServerFacts follows) throws CannotRunException {
        refuseOld("--primary", writes);
        refuseOld("--replica", follows);
        if (writes.startedAt().equals(follows.startedAt()) && writes.inRecovery() == follows.inRecovery()) {
            throw new CannotRunException(
                    "--primary and --replica are the same server; name its standby with --replica");
        }
        if (writes.inRecovery()) {
            throw new CannotRunException("--primary is a standby"
                    + (follows.inRecovery() ? "; name the server that accepts writes" : ": swap the two URLs"));
        }
        if (!follows.inRecovery()) {
            throw new CannotRunException(
                    "--replica is not a standby: it accepts writes itself, so nothing replicates to"
                            + " it; name a physical standby of the primary");
        }
        if (writes.systemId().isPresent()
                && follows.systemId().isPresent()
                && !writes.systemId().equals(follows.systemId())) {
            throw new CannotRunException("--replica is a standby of another server: its system identifier is "
                    + follows.systemId().get() + ", the primary's is "
                    + writes.systemId().get());
        }
        if (!writes.database().equals(follows.database())) {
            throw new CannotRunException("--primary names the database " + writes.database() + " and --replica "
                    + follows.database() + "; name the same database in both URLs");
        }
    }

    private static void refuseOld(String option, ServerFacts facts) throws CannotRunException {
        if (facts.version() < OLDEST_VERSION) {
            throw new CannotRunException(
                    option + ": the server is PostgreSQL " + facts.version() / 10_000 + "; 14 or newer is needed");
        }
    }

    private static List<String> warnings(ServerFacts writes, ServerFacts follows) {
        List<String> warnings = new ArrayList<>();
        if ("off".equals(writes.fsync())) {
            warnings.add("the primary runs with fsync=off: an acknowledged commit may not survive its machine");
        }
        if ("off".equals(writes.synchronousCommit())) {
            warnings.add("the primary acknowledges commits before they are on its disk (synchronous_commit=off)");
        }
        if (follows.applyDelaySeconds() > 0) {
            warnings.add("the replica applies commits " + follows.applyDelaySeconds()
                    + " s late on purpose (recovery_min_apply_delay)");
        }
        if (writes.systemId().isEmpty() || follows.systemId().isEmpty()) {
            warnings.add("the role may not read the system identifier: whether the replica belongs to the primary was"
                    + " not checked");
        }
        return warnings;
    }

    private static void installTable(Connection connection, ServerFacts primary)
            throws CannotRunException, SQLException {
        if (CanaryTable.isUsable(connection)) {
            return;
        }
        try {
            CanaryTable.install(connection, primary.role());
        } catch (SQLException e) {
            throw new CannotRunException("the role " + primary.role() + " may neither use nor create the table "
                    + CanaryTable.NAME + " (" + Causes.of(e) + ")"
                    + (NO_SCHEMA.equals(e.getSQLState())
                            ? "; create that schema, or name another"
                            : "; if it exists, have its owner run: GRANT SELECT, INSERT, DELETE ON " + CanaryTable.NAME
                                    + " TO " + primary.role() + "; if not: GRANT CREATE ON SCHEMA public TO "
                                    + primary.role()));
        }
    }

    /** Refuses a table whose rows would never arrive, or arrive unseen: the run would wait for nothing. */
    private static void checkTable(Connection connection, ServerFacts primary) throws CannotRunException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.relkind::text, c.relpersistence::text,"
                        + " row_security_active(c.oid), c.oid::regclass::text FROM pg_class c"
                        + " WHERE c.oid = to_regclass('" + CanaryTable.NAME + "')")) {
            row.next();
            String table = row.getString(4);
            if (!"r".equals(row.getString(1))) {
                throw new CannotRunException(table + " is no ordinary table; drop it, or name another currentSchema");
            }
            if (!"p".equals(row.getString(2))) {
                throw new CannotRunException("the table " + table + " is UNLOGGED or temporary: its rows do not reach a"
                        + " standby; run: ALTER TABLE " + table + " SET LOGGED");
            }
            if (row.getBoolean(3)) {
                throw new CannotRunException("row-level security on " + table + " may hide rows from " + primary.role()
                        + "; run: ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
            }
        }
    }

    /** A transaction that writes a message into the WAL and changes no row: its commit waits as every commit does. */
    private static void checkCommits(Connection connection, ServerFacts primary)
            throws CannotRunException, SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, COMMIT_MILLIS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_logical_emit_message(true, 'drlab', '')");
        } catch (SQLException e) {
            if (!(e.getCause() instanceof SocketTimeoutException)
                    || primary.synchronousStandbys().isEmpty()) {
                throw e;
            }
            throw new CannotRunException("--primary: a commit was not over within " + COMMIT_MILLIS / 1000
                    + " s: it waits for a synchronous standby, and none of synchronous_standby_names = '"
                    + primary.synchronousStandbys() + "' answers; start that standby, or take it off the list");
        }
        connection.setNetworkTimeout(Runnable::run, before);
    }
}
