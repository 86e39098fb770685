package dev.drlab.cli.rpo;

import dev.drlab.verifier.CanaryTable;
import dev.drlab.verifier.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that two servers are a primary and its standby, and that canaries can be written. */
final class Preflight {
    private static final int OLDEST_VERSION = 140_000;

    private Preflight() {}

    /** Returns what the user should know although the run can start. */
    static List<String> check(Endpoint primary, Endpoint replica) throws CannotRunException {
        try (Connection toPrimary = ServerFacts.connect("--primary", primary);
                Connection toReplica = ServerFacts.connect("--replica", replica)) {
            ServerFacts writes = ServerFacts.of(toPrimary);
            ServerFacts follows = ServerFacts.of(toReplica);
            checkPair(writes, follows);
            List<String> warnings = warnings(writes, follows);
            installTable(toPrimary, writes);
            return warnings;
        } catch (SQLException e) {
            throw new CannotRunException("checking the servers failed: " + ServerFacts.oneLine(e));
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
                    + CanaryTable.NAME + " (" + ServerFacts.oneLine(e) + "); if it exists, have its owner run: GRANT"
                    + " SELECT, INSERT, DELETE ON " + CanaryTable.NAME + " TO " + primary.role()
                    + "; if not: GRANT CREATE ON SCHEMA public TO " + primary.role());
        }
    }
}
