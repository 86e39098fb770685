package dev.drlab.lab.simulation.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of the lab in {@code drlab.conf}, which {@code postgresql.conf} includes last. Durability is
 * PostgreSQL's own (fsync, synchronous commit, full page writes): without it neither lag nor loss would mean anything.
 */
final class ServerConfiguration {
    /** The lab's passwords are random: iterations would protect nothing and cost each login some 20 ms of a core. */
    static final String SCRAM_ITERATIONS = "1";

    private static final String FILE = "drlab.conf";

    private ServerConfiguration() {}

    /** Makes a new cluster include the lab's file and admit the roles over loopback only. */
    static void adopt(Path dataDirectory) throws IOException {
        Files.writeString(
                dataDirectory.resolve("postgresql.conf"), "\ninclude '" + FILE + "'\n", StandardOpenOption.APPEND);
        Files.writeString(dataDirectory.resolve("pg_hba.conf"), """
                host  all          all                127.0.0.1/32  scram-sha-256
                host  replication  drlab_replication  127.0.0.1/32  scram-sha-256
                """);
    }

    static void write(Path dataDirectory, PostgresSettings settings, Optional<Upstream> upstream) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(settings.port()));
        all.put("unix_socket_directories", "");
        all.put("cluster_name", settings.name());
        addDurability(all);
        addReplication(all);
        addFrugality(all);
        upstream.ifPresent(source -> {
            all.put("primary_conninfo", source.connectionInfo());
            all.put("primary_slot_name", source.slot());
        });
        Files.writeString(
                dataDirectory.resolve(FILE),
                all.entrySet().stream()
                        .map(setting -> setting.getKey() + " = '"
                                + setting.getValue().replace("\\", "\\\\").replace("'", "''") + "'\n")
                        .collect(Collectors.joining()));
    }

    private static void addDurability(Map<String, String> all) {
        all.put("fsync", "on");
        all.put("synchronous_commit", "on");
        all.put("full_page_writes", "on");
        all.put("wal_level", "replica");
        all.put("max_prepared_transactions", "0"); // a prepared transaction would survive a drain
        all.put("authentication_timeout", "3s"); // as on RDS: a drain waits for logins that began before it
    }

    /** The timeouts are short, so that what a cut link does to replication shows within seconds. */
    private static void addReplication(Map<String, String> all) {
        all.put("max_wal_senders", "10");
        all.put("max_replication_slots", "10");
        all.put("max_slot_wal_keep_size", "1GB"); // a dead standby must not fill the survivor's disk
        all.put("wal_keep_size", "64MB"); // RDS: 2 GB; what was under way at a failover began there
        all.put("hot_standby", "on");
        all.put("hot_standby_feedback", "off"); // as on RDS
        all.put("wal_receiver_status_interval", "1s");
        all.put("wal_receiver_timeout", "5s");
        all.put("wal_sender_timeout", "5s");
        all.put("wal_retrieve_retry_interval", "200ms");
    }

    /** Two servers share a small machine with the service, the clients and the lab itself. */
    private static void addFrugality(Map<String, String> all) {
        all.put("shared_buffers", "64MB");
        all.put("dynamic_shared_memory_type", "mmap"); // files in the data directory: nothing to leak
        all.put("huge_pages", "off");
        all.put("max_connections", "200");
        all.put("max_worker_processes", "4");
        all.put("max_logical_replication_workers", "0");
        all.put("checkpoint_timeout", "5min");
        all.put("max_wal_size", "1GB");
        all.put("jit", "off");
        all.put("scram_iterations", SCRAM_ITERATIONS);
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.put("log_line_prefix", "%m [%p] %q%u@%d ");
        all.put("lc_messages", "C");
    }
}
