package dev.drlab.cli.rpo;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.rpo.Access;
import dev.drlab.rpo.ServerFacts;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.table.CanaryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drlab rpo cleanup}: removes what runs leave in a database. */
@Command(
        name = "cleanup",
        description = "Remove the table drlab_canary, with the canaries of all runs, from a database and its standbys.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Passwords: PGPASSWORD, or the pgpass file (~/.pgpass, or what PGPASSFILE names).",
            "A ledger of these canaries can not be accounted for any more then.",
            "Exit code: 0 the table is gone, 2 it is not."
        })
final class RpoCleanupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--primary", paramLabel = "URL", required = true, description = "The server that accepts writes.")
    private String primary;

    @Option(
            names = "--user",
            paramLabel = "U",
            description = "The role, which owns the table (default: PGUSER, or yours).")
    private String user;

    @Override
    public Integer call() {
        try {
            Endpoint endpoint = Access.endpoint("--primary", "primary", primary, user, System.getenv());
            try (Connection connection = ServerFacts.connect("--primary", endpoint);
                    Statement statement = connection.createStatement()) {
                spec.commandLine().getOut().println(remove(statement));
                return ExitCode.TARGETS_MET;
            }
        } catch (CannotRunException e) {
            return failed(e.getMessage());
        } catch (SQLException e) {
            return failed("--primary: the table can not be removed: " + Causes.of(e));
        }
    }

    private int failed(String message) {
        spec.commandLine().getErr().println("drlab rpo cleanup: " + message);
        return ExitCode.COULD_NOT_RUN;
    }

    private static String remove(Statement statement) throws SQLException, CannotRunException {
        String table = first(statement, "SELECT to_regclass('" + CanaryTable.NAME + "')::text");
        if (table == null) {
            return "there is no table " + CanaryTable.NAME + " in the search_path: nothing to remove";
        }
        String running = first(
                statement,
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'drlab-canary'"
                        + " AND datname = current_database()");
        if (!"0".equals(running)) {
            throw new CannotRunException("a run is still writing to " + table + " (" + running
                    + " connections of drlab-canary); end it first");
        }
        String rows = first(statement, "SELECT count(*) FROM " + table);
        statement.execute("SET lock_timeout = '5s'");
        statement.execute("DROP TABLE " + table);
        return "removed the table " + table + " with " + rows + " canaries";
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
