package dev.drlab.lab.authority;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * An application that drlab does not know: a role and schemas of its own in two databases, and transactions of every
 * kind. Each transaction writes down what it does in a journal, in the same transaction: what is in one database's journal
 * and not in the other's is an independent account.
 */
final class ForeignLoad implements AutoCloseable {
    static final String ROLE = "shop_owner";
    static final String OTHER_DATABASE = "shop";

    private static final String SCHEMA = """
            CREATE SCHEMA shop;
            CREATE TABLE shop.journal (tx uuid, relation text, inserted bigint, updated bigint, deleted bigint);
            CREATE TABLE shop.account (id bigint PRIMARY KEY, balance bigint NOT NULL);
            CREATE TABLE shop.note (id bigserial PRIMARY KEY, body text NOT NULL);
            ALTER TABLE shop.note ALTER body SET STORAGE EXTERNAL;
            CREATE TABLE shop.event (id bigint NOT NULL, what text) PARTITION BY RANGE (id);
            CREATE TABLE shop.event_low PARTITION OF shop.event FOR VALUES FROM (0) TO (1000000);
            CREATE TABLE shop.event_high PARTITION OF shop.event FOR VALUES FROM (1000000) TO (2000000);
            CREATE TABLE shop.doomed (id bigint, what text);
            INSERT INTO shop.account SELECT n, 0 FROM generate_series(1, 1000) n""";

    private final String url;
    private final String otherUrl;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong committed = new AtomicLong();

    private ForeignLoad(Region region) {
        this.url = region.databaseUrl();
        this.otherUrl = url.replace("/drlab?", "/" + OTHER_DATABASE + "?");
    }

    /** Makes the role, the second database and the tables in a region's database. */
    static void install(Region region) throws SQLException {
        region.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + TwoRegions.PASSWORD + "'");
        region.execute("GRANT " + ROLE + " TO drlab_agent WITH ADMIN OPTION"); // as a fence needs it
        region.execute("GRANT CREATE ON DATABASE drlab TO " + ROLE);
        region.execute("CREATE DATABASE " + OTHER_DATABASE + " OWNER " + ROLE);
        ForeignLoad load = new ForeignLoad(region);
        for (String database : List.of(load.url, load.otherUrl)) {
            try (Connection connection = load.connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute(SCHEMA);
            }
        }
    }

    /** Begins: three clients in drlab's database, one in the other. */
    static ForeignLoad start(Region region, long seed) {
        ForeignLoad load = new ForeignLoad(region);
        for (int i = 0; i < 4; i++) {
            String database = i < 3 ? load.url : load.otherUrl;
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> load.work(database, random), "foreign client " + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    long committed() {
        return committed.get();
    }

    /** Lets the clients notice that the database is gone, or ends them. */
    @Override
    public void close() throws InterruptedException {
        over.set(true);
        for (Thread thread : threads) {
            thread.join(TwoRegions.TIME_LIMIT.toMillis());
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database, ROLE, TwoRegions.PASSWORD);
    }

    private void work(String database, Random random) {
        try (Connection connection = connect(database)) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                transaction(connection, random);
                committed.incrementAndGet();
            }
        } catch (SQLException killed) {
            // the database is gone, as the test wants
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void transaction(Connection connection, Random random) throws Exception {
        UUID tx = UUID.randomUUID();
        switch (random.nextInt(12)) {
            case 0 -> {
                entry(connection, tx, "shop.account", 0, 3, 0);
                for (int i = 0; i < 3; i++) {
                    // in one order, so that no two wait for each other
                    update(connection, "UPDATE shop.account SET balance = balance + 1 WHERE id = ?", 100L * i + 1);
                }
            }
            case 1 -> { // many rows at once
                update(
                        connection,
                        "INSERT INTO shop.account SELECT ? + n, 0 FROM generate_series(0, 199) n",
                        10_000 + ids.addAndGet(200));
                entry(connection, tx, "shop.account", 200, 0, 0);
            }
            case 2 -> savepoints(connection, tx);
            case 3 -> { // aborted
                update(connection, "INSERT INTO shop.doomed VALUES (?, 'never')", ids.incrementAndGet());
                connection.rollback();
            }
            case 4 -> copy(connection, tx);
            case 5 -> { // too large for its row
                statement(
                        connection, "INSERT INTO shop.note (body) SELECT repeat('x', 9000) FROM generate_series(1, 2)");
                entry(connection, tx, "shop.note", 2, 0, 0);
            }
            case 6 -> { // a new large value
                long changed = statement(
                        connection,
                        "UPDATE shop.note SET body = repeat('y', 7000) WHERE id = (SELECT max(id) FROM shop.note)");
                entry(connection, tx, "shop.note", 0, changed, 0);
            }
            case 7 -> partitions(connection, tx);
            case 8 -> {
                update(connection, "INSERT INTO shop.doomed VALUES (?, 'for now')", ids.incrementAndGet());
                entry(connection, tx, "shop.doomed", 1, 0, 0);
            }
            case 9 -> {
                long gone = statement(
                        connection,
                        "DELETE FROM shop.account WHERE id IN (SELECT id FROM shop.account WHERE id > 10000"
                                + " ORDER BY id LIMIT 5 FOR UPDATE SKIP LOCKED)");
                entry(connection, tx, "shop.account", 0, 0, gone);
            }
            case 10 -> { // speculative, in vain and not
                statement(connection, "INSERT INTO shop.account VALUES (1, 0) ON CONFLICT DO NOTHING");
                update(
                        connection,
                        "INSERT INTO shop.account VALUES (?, 0) ON CONFLICT (id) DO UPDATE SET balance = 1",
                        -ids.incrementAndGet());
                entry(connection, tx, "shop.account", 1, 0, 0);
            }
            default -> { // changes rows long before it commits
                update(connection, "INSERT INTO shop.doomed VALUES (?, 'slow')", ids.incrementAndGet());
                entry(connection, tx, "shop.doomed", 1, 0, 0);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
            }
        }
        connection.commit();
    }

    private void savepoints(Connection connection, UUID tx) throws SQLException {
        update(connection, "INSERT INTO shop.doomed VALUES (?, 'before')", ids.incrementAndGet());
        Savepoint first = connection.setSavepoint();
        update(connection, "INSERT INTO shop.doomed VALUES (?, 'rolled back')", ids.incrementAndGet());
        connection.rollback(first);
        Savepoint second = connection.setSavepoint();
        update(connection, "INSERT INTO shop.event VALUES (?, 'kept')", ids.incrementAndGet() % 1_000_000);
        connection.releaseSavepoint(second);
        entry(connection, tx, "shop.doomed", 1, 0, 0);
        entry(connection, tx, "shop.event", 1, 0, 0);
    }

    private void copy(Connection connection, UUID tx) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append(ids.incrementAndGet()).append("\tcopied\n");
        }
        new CopyManager(connection.unwrap(BaseConnection.class))
                .copyIn("COPY shop.doomed FROM STDIN", new java.io.StringReader(rows.toString()));
        entry(connection, tx, "shop.doomed", 40, 0, 0);
    }

    private void partitions(Connection connection, UUID tx) throws SQLException {
        long id = ids.incrementAndGet() % 1_000_000;
        update(connection, "INSERT INTO shop.event VALUES (?, 'moves')", id);
        update(connection, "UPDATE shop.event SET id = id + 1000000 WHERE id = ? AND what = 'moves'", id);
        entry(connection, tx, "shop.event", 1, 1, 0);
    }

    private static void entry(Connection connection, UUID tx, String relation, long in, long up, long de)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO shop.journal VALUES (?, ?, ?, ?, ?)")) {
            insert.setObject(1, tx);
            insert.setString(2, relation);
            insert.setLong(3, in);
            insert.setLong(4, up);
            insert.setLong(5, de);
            insert.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    private static long statement(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /**
     * The rows of one database's journal that the other's lacks.
     *
     * @param transactions their number
     * @param relations changed rows by relation: inserted, updated, deleted; the journal itself among them
     */
    record Difference(long transactions, Map<String, List<Long>> relations) {}

    /** By the rows of both databases; both have to run. */
    static Difference difference(Region old, Region other) throws SQLException {
        long transactions = 0;
        Map<String, List<Long>> relations = new TreeMap<>();
        for (String database : List.of("drlab", OTHER_DATABASE)) {
            String where = database.equals("drlab") ? "" : " in database " + database;
            List<String> there = new ArrayList<>();
            rows(other, database).forEach(row -> there.add(row.tx()));
            var known = new java.util.HashSet<>(there);
            List<Entry> only = rows(old, database).stream()
                    .filter(row -> !known.contains(row.tx()))
                    .toList();
            transactions += only.stream().map(Entry::tx).distinct().count();
            for (Entry entry : only) {
                relations.merge(entry.relation() + where, entry.counts(), ForeignLoad::sum);
                relations.merge("shop.journal" + where, List.of(1L, 0L, 0L), ForeignLoad::sum);
            }
        }
        relations.values().removeIf(counts -> counts.stream().allMatch(count -> count == 0));
        return new Difference(transactions, relations);
    }

    private record Entry(String tx, String relation, List<Long> counts) {}

    private static List<Entry> rows(Region region, String database) throws SQLException {
        List<Entry> rows = new ArrayList<>();
        try (Connection connection = region.server().superuser(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM shop.journal")) {
            while (found.next()) {
                rows.add(new Entry(
                        found.getString(1),
                        found.getString(2),
                        List.of(found.getLong(3), found.getLong(4), found.getLong(5))));
            }
        }
        return rows;
    }

    private static List<Long> sum(List<Long> a, List<Long> b) {
        return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2));
    }
}
