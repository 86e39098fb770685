package dev.drlab.agent;

import dev.drlab.agent.wal.Unlogged;
import dev.drlab.contract.threads.DaemonThreads;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Parts of a server that its replica never receives, however far it has replayed: unlogged tables and sequences, and
 * logical replication slots that are not synchronized. A drain cannot save them; it names them. A promotion without a drain
 * is told of the unlogged ones alone: catalogs are replicated, slots are not.
 */
final class NotReplicated {
    /** Holds of a slot that somebody reads from: a temporary one goes with its session, one whose WAL is gone is of no use. */
    private static final String LOGICAL =
            "slot_type = 'logical' AND NOT temporary AND wal_status IS DISTINCT FROM 'lost'";

    /**
     * Three columns, arrays of texts: unlogged relations of the current database; the server's logical slots; the other
     * databases that may have unlogged relations. Only catalogs that everybody may read, and no locks: clients work on.
     */
    static final String COLUMNS = Unlogged.NAMES + ", ARRAY(SELECT slot_name::text FROM pg_replication_slots WHERE "
            + LOGICAL + " ORDER BY 1), " + Unlogged.OTHER_DATABASES;

    /** By PostgreSQL 17 or newer; a temporary one has not come far enough to be used (manual, 47.2.3). */
    private static final String SYNCHRONIZED =
            "SELECT slot_name FROM pg_replication_slots s WHERE " + LOGICAL + " AND to_jsonb(s) ->> 'synced' = 'true'";

    private static final int MOST_DATABASES = 20;
    private static final int MOST_ANSWERED = 10;

    private final Databases databases;
    private final Duration timeLimit;

    /** @param timeLimit for each other database of a server */
    NotReplicated(Databases databases, Duration timeLimit) {
        this.databases = databases;
        this.timeLimit = timeLimit;
    }

    /**
     * {@link #COLUMNS}, as they were read.
     *
     * @param unlogged relations of the database that was asked
     * @param logicalSlots of its server
     * @param otherDatabases of its server, to be asked as well
     */
    record Found(List<String> unlogged, List<String> logicalSlots, List<String> otherDatabases) {
        /** From the columns of a row from {@code first} on. */
        static Found of(ResultSet row, int first) throws SQLException {
            return new Found(
                    texts(row.getArray(first)), texts(row.getArray(first + 1)), texts(row.getArray(first + 2)));
        }

        private static List<String> texts(Array array) throws SQLException {
            return List.of((String[]) array.getArray());
        }
    }

    /**
     * All of it in a reader's words, at most {@value #MOST_ANSWERED} and how many more there are. What could not be asked is
     * said. The peer's other databases are asked at the same time.
     */
    List<String> of(Found found) {
        List<CompletableFuture<List<String>>> others = found.otherDatabases().stream()
                .limit(MOST_DATABASES)
                .map(database -> ask(database, name -> databases.peer(name, timeLimit)))
                .toList();
        List<String> all = new ArrayList<>();
        found.unlogged().forEach(name -> all.add(unlogged(name)));
        slotsThatAreNotHere(found.logicalSlots()).forEach(slot -> all.add("logical replication slot " + slot));
        return atMost(withOthers(all, found, others));
    }

    /**
     * The unlogged relations of the own server, in the words of {@link #of}. Never fails.
     *
     * @param own in auto-commit mode
     */
    List<String> ownUnlogged(Connection own) {
        try (Statement statement = own.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + COLUMNS)) {
            row.next();
            Found found = Found.of(row, 1);
            List<CompletableFuture<List<String>>> others = found.otherDatabases().stream()
                    .limit(MOST_DATABASES)
                    .map(database -> ask(database, name -> databases.own(name, timeLimit)))
                    .toList();
            List<String> all = new ArrayList<>();
            found.unlogged().forEach(name -> all.add(unlogged(name)));
            return atMost(withOthers(all, found, others));
        } catch (SQLException | RuntimeException e) { // the opening stands without it
            return List.of("whatever is unlogged, as the database did not say: " + e.getMessage());
        }
    }

    private static List<String> withOthers(
            List<String> all, Found found, List<CompletableFuture<List<String>>> others) {
        others.forEach(other -> all.addAll(other.join()));
        found.otherDatabases().stream()
                .skip(MOST_DATABASES)
                .map(NotReplicated::notAsked)
                .forEach(all::add);
        return all;
    }

    private static List<String> atMost(List<String> all) {
        return all.size() <= MOST_ANSWERED
                ? all
                : Stream.concat(all.stream().limit(MOST_ANSWERED), Stream.of((all.size() - MOST_ANSWERED) + " more"))
                        .toList();
    }

    private static String unlogged(String name) {
        return "unlogged " + name;
    }

    private static String notAsked(String database) {
        return "whatever is unlogged in database " + database + ", which was not asked";
    }

    private CompletableFuture<List<String>> ask(String database, Opener opener) {
        return CompletableFuture.supplyAsync(
                        () -> unloggedIn(database, opener), task -> DaemonThreads.start("drlab-ask-" + database, task))
                .completeOnTimeout(List.of(notAsked(database)), 2 * timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<String> unloggedIn(String database, Opener opener) {
        try (Connection connection = opener.open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + Unlogged.NAMES)) {
            row.next();
            return Found.texts(row.getArray(1)).stream()
                    .map(name -> unlogged(name) + " in database " + database)
                    .toList();
        } catch (SQLException e) {
            return List.of(notAsked(database) + ": " + e.getMessage());
        }
    }

    private interface Opener {
        Connection open(String database) throws SQLException;
    }

    private List<String> slotsThatAreNotHere(List<String> slots) {
        if (slots.isEmpty()) {
            return slots;
        }
        Set<String> here = new HashSet<>();
        try {
            Connection own = databases.own();
            try (Statement statement = own.createStatement();
                    ResultSet rows = statement.executeQuery(SYNCHRONIZED)) {
                while (rows.next()) {
                    here.add(rows.getString(1));
                }
            } catch (SQLException e) {
                own.close();
                throw e;
            }
            databases.leave(own);
        } catch (SQLException e) {
            return slots; // none of them is known to be here
        }
        return slots.stream().filter(slot -> !here.contains(slot)).toList();
    }
}
