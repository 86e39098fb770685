package dev.drlab.verifier.database;

import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;

/** Says in one line what a failure of a connection comes from, and what helps. */
public final class Causes {
    private Causes() {}

    /** The server's or driver's message, and the remedy where there is a known one. */
    public static String of(SQLException e) {
        String message = oneLine(e);
        if (e.getCause() instanceof UnknownHostException unknown) {
            return "the host " + unknown.getMessage() + " is not known: check its name, and this machine's DNS";
        }
        if (e.getCause() instanceof SocketTimeoutException) {
            return message
                    + ": the server does not answer in time; where it is a commit, it may wait for a lock or for a"
                    + " synchronous standby that is away (synchronous_standby_names)";
        }
        if (e.getCause() instanceof IOException broken && !message.contains(oneLine(broken))) {
            message += " (" + oneLine(broken) + ")"; // the driver names what broke, its cause how
        }
        String remedy = remedy(e, message);
        return remedy.isEmpty() ? message : message + ": " + remedy;
    }

    private static String remedy(SQLException e, String message) {
        return switch (String.valueOf(e.getSQLState())) {
            case "26000", "42P05" ->
                "a pooler in transaction mode gives each transaction another session; add prepareThreshold=0 to the URL";
            case "3F000" -> "the search_path (currentSchema in the URL) names no schema that is there";
            case "42501" ->
                message.contains("row-level security")
                        ? "exempt the role from the policies of " + CanaryTable.NAME
                        : "";
            default -> "";
        };
    }

    /** The message without line breaks; the exception's type where it has none. */
    public static String oneLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
