package dev.drlab.lab.authority;

import static org.awaitility.Awaitility.await;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.threads.DaemonThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Threads that log in as an application role and insert, again and again, whatever happens to them: some commit each row,
 * some write in {@code BEGIN READ WRITE} blocks with {@code synchronous_commit} off, some hold on to their session.
 */
final class InsertLoad implements AutoCloseable {
    /**
     * Who writes, and where.
     *
     * @param role the role that they log in as
     * @param insert inserts one row; its only parameter is a text that no other row has
     */
    record Workload(String role, String insert) {
        /** The service's own rows. */
        static final Workload SERVICE = new Workload(
                DatabaseNames.WRITER_ROLE, "INSERT INTO items (value, region, epoch) VALUES (?, 'load', 1)");
    }

    private final Region region;
    private final Workload workload;
    private final String name;
    private final String options;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray refusals;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger values = new AtomicInteger();
    private volatile boolean stopped;

    /** @param options settings for each session, such as {@code -c post_auth_delay=1} */
    InsertLoad(Region region, String name, int size, String options) {
        this(region, Workload.SERVICE, name, size, options);
    }

    InsertLoad(Region region, Workload workload, String name, int size, String options) {
        this.region = region;
        this.workload = workload;
        this.name = name;
        this.options = options;
        this.refusals = new AtomicIntegerArray(size);
        for (int i = 0; i < size; i++) {
            int index = i;
            Thread thread = DaemonThreads.of("load-" + name + "-" + i, () -> run(index));
            threads.add(thread);
            thread.start();
        }
    }

    /** The values whose commit the database has acknowledged. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    void awaitAcknowledged(int rows) {
        await().atMost(TwoRegions.TIME_LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.size() >= rows);
    }

    /** Waits until every thread has been refused {@code times} more. */
    void awaitRefusedAgain(int times) {
        int[] before = new int[refusals.length()];
        for (int i = 0; i < before.length; i++) {
            before[i] = refusals.get(i);
        }
        await().atMost(TwoRegions.TIME_LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (int i = 0; i < before.length; i++) {
                if (refusals.get(i) < before[i] + times) {
                    return false;
                }
            }
            return true;
        });
    }

    private void run(int index) {
        while (!stopped) {
            try (Connection connection = region.connect(workload.role(), options)) {
                insert(connection, index);
            } catch (SQLException refused) {
                refusals.incrementAndGet(index);
            }
        }
    }

    private void insert(Connection connection, int index) throws SQLException {
        boolean inBlocks = index % 3 == 1;
        int rounds = index % 3 == 2 ? Integer.MAX_VALUE : 2;
        try (Statement statement = connection.createStatement();
                PreparedStatement row = connection.prepareStatement(workload.insert())) {
            for (int round = 0; round < rounds && !stopped; round++) {
                String value = name + "-" + values.incrementAndGet();
                row.setString(1, value);
                if (inBlocks) {
                    statement.execute("SET synchronous_commit = off");
                    statement.execute("BEGIN READ WRITE");
                    row.executeUpdate();
                    statement.execute("COMMIT");
                } else {
                    row.executeUpdate();
                }
                acknowledged.add(value);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(TwoRegions.TIME_LIMIT.toMillis());
        }
    }
}
