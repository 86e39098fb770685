package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.FileNode;
import dev.drlab.agent.wal.record.Xids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whose the files are that WAL records name: by {@code pg_class} of each database, read when the first of its files is
 * asked for. A file that no relation has any more was the relation's in the peer, if the peer still has one that is older
 * than the branch; else it is "unknown relation", and counted.
 */
final class Relations {
    /** What the name of a relation begins with that no catalog names any more. */
    static final String UNKNOWN = "unknown relation";

    /** Initial OIDs and files of the catalogs lie below ({@code FirstNormalObjectId}). */
    private static final long FIRST_NORMAL = 16_384;

    private static final long LARGE_OBJECTS = 2613;
    private static final Set<Long> STATISTICS = Set.of(2619L, 3429L); // pg_statistic, pg_statistic_ext_data
    /** RDS keeps its heartbeat there; nobody else may connect to it. */
    private static final Set<String> MANAGED = Set.of("rdsadmin");

    private static final long SHARED = 0;

    private static final String FILES = """
            SELECT pg_relation_filenode(c.oid)::bigint AS node,
                coalesce(nullif(c.reltablespace, 0), d.dattablespace)::bigint AS tablespace,
                CASE WHEN c.relisshared THEN 0 ELSE d.oid::bigint END AS database,
                c.oid::bigint AS oid, c.xmin::text::bigint AS made_by, c.relkind = 't' AS toast,
                n.nspname || '.' || r.relname AS name
            FROM pg_class c
            JOIN pg_database d ON d.datname = current_database()
            JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
            JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE c.relkind IN ('r', 't', 'm')""";

    /** Connects to another database of the own server. */
    @FunctionalInterface
    interface Opener {
        Connection open(String database) throws SQLException;
    }

    private final Connection own;
    private final Connection peer;
    private final Opener others;
    private final Map<Long, String> databases = new HashMap<>();
    private final Map<FileNode, Relation> known = new HashMap<>();
    private final Set<Long> read = new java.util.HashSet<>();
    private final long ownDatabase;
    private OptionalLong nextXid = OptionalLong.empty();
    private Optional<Map<FileNode, Relation>> inPeer = Optional.empty();

    Relations(Connection own, Connection peer, Opener others) throws SQLException {
        this.own = own;
        this.peer = peer;
        this.others = others;
        this.ownDatabase = readDatabases();
    }

    /** Relations with a lower id existed before the branch, in both databases. */
    void beforeBranch(long next) {
        nextXid = OptionalLong.of(next);
    }

    Relation of(FileNode file) throws SQLException {
        Relation found = known.get(file);
        if (found == null && read.add(file.database())) {
            read(file.database());
            found = known.get(file);
        }
        if (found == null) {
            found = unknown(file);
            known.put(file, found);
        }
        return found;
    }

    private long readDatabases() throws SQLException {
        long current = 0;
        try (Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT oid::bigint, datname, datname = current_database() FROM pg_database")) {
            while (rows.next()) {
                databases.put(rows.getLong(1), rows.getString(2));
                current = rows.getBoolean(3) ? rows.getLong(1) : current;
            }
        }
        return current;
    }

    private void read(long database) throws SQLException {
        if (database == ownDatabase || database == SHARED) {
            read.add(ownDatabase);
            read.add(SHARED);
            files(own, "").forEach((file, entry) -> known.put(file, entry.relation()));
            return;
        }
        String name = databases.get(database);
        if (name == null || MANAGED.contains(name)) {
            return;
        }
        try (Connection connection = others.open(name)) {
            files(connection, " in database " + name).forEach((file, entry) -> known.put(file, entry.relation()));
        } catch (SQLException e) {
            // its relations are counted without their names
        }
    }

    private record Entry(long madeBy, Relation relation) {}

    private Map<FileNode, Entry> files(Connection connection, String where) throws SQLException {
        Map<FileNode, Entry> files = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FILES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                FileNode file =
                        new FileNode(rows.getLong("tablespace"), rows.getLong("database"), rows.getLong("node"));
                String name = rows.getString("name");
                Relation.Kind kind = kind(rows.getLong("oid"), rows.getBoolean("toast"), where.isEmpty(), name);
                files.put(file, new Entry(rows.getLong("made_by"), new Relation(kind, name + where)));
            }
        }
        return files;
    }

    private static Relation.Kind kind(long oid, boolean toast, boolean inOwnDatabase, String name) {
        if (toast) {
            return Relation.Kind.TOAST;
        }
        if (oid < FIRST_NORMAL) {
            return catalog(oid);
        }
        return inOwnDatabase ? OwnTables.kind(name) : Relation.Kind.TABLE;
    }

    private static Relation.Kind catalog(long oid) {
        if (oid == LARGE_OBJECTS) {
            return Relation.Kind.TABLE;
        }
        return STATISTICS.contains(oid) ? Relation.Kind.STATISTICS : Relation.Kind.CATALOG;
    }

    private Relation unknown(FileNode file) throws SQLException {
        String database = databases.get(file.database());
        if (MANAGED.contains(String.valueOf(database))) {
            return new Relation(Relation.Kind.MANAGED, database);
        }
        if (file.node() < FIRST_NORMAL) {
            return new Relation(catalog(file.node()), "catalog " + file.node());
        }
        if (file.database() == ownDatabase) {
            Relation there = peerFiles().get(file);
            return there != null ? there : new Relation(Relation.Kind.TABLE, UNKNOWN + " (file " + file.node() + ")");
        }
        return new Relation(
                Relation.Kind.TABLE,
                "relation (file " + file.node() + ") in database "
                        + (database == null ? "of OID " + file.database() + ", dropped since" : database));
    }

    /** The peer's relations that existed at the branch: the files were the same in both databases then. */
    private Map<FileNode, Relation> peerFiles() throws SQLException {
        if (inPeer.isEmpty()) {
            Map<FileNode, Relation> old = new HashMap<>();
            if (nextXid.isPresent()) {
                files(peer, "").forEach((file, entry) -> {
                    if (Xids.precedes(entry.madeBy(), nextXid.getAsLong())) {
                        Relation there = entry.relation();
                        old.put(file, new Relation(there.kind(), there.name() + " (dropped or rewritten since)"));
                    }
                });
            }
            inPeer = Optional.of(old);
        }
        return inPeer.get();
    }
}
