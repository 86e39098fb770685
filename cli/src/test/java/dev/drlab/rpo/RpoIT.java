package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.cli.rpo.RpoCommand;
import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.postgres.Upstream;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code drlab rpo} between a real primary and its standby, as the owner of a database of one's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpoIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSFILE = "org.postgresql.pgpassfile";
    private static final String PASSWORD = "s3cret";

    private Path directory;
    private LabHome home;
    private ServerAccount account;
    private PostgresBinaries binaries;
    private PostgresServer primary;
    private PostgresServer replica;
    private int ledgers;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        home = LabHome.open(temporary.resolve("home"));
        account = ServerAccount.detect();
        binaries = PostgresBinaries.prepare(account, home.directory().resolve("binaries"), progress -> {});
        primary = server(account, binaries, "one");
        primary.initialize();
        primary.start();
        replica = server(account, binaries, "two");
        Upstream upstream = new Upstream("127.0.0.1", primary.settings().port(), PASSWORD, "slot_two", "two");
        execute("postgres", "CREATE ROLE owner LOGIN PASSWORD '" + PASSWORD + "'", "CREATE DATABASE shop OWNER owner");
        execute("postgres", "CREATE ROLE guest LOGIN PASSWORD '" + PASSWORD + "'");
        execute("postgres", "CREATE ROLE drlab_replication REPLICATION LOGIN PASSWORD '" + PASSWORD + "'");
        new BaseBackup(primary).restoreTo(replica, upstream);
        replica.start();
        Path passwords = Files.writeString(temporary.resolve("pgpass"), "*:*:*:*:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        System.setProperty(PASSFILE, passwords.toString());
    }

    /** Another standby of the primary, which has all that this has now, after its promotion. */
    private PostgresServer promotedCopy() {
        PostgresServer copy = server(account, binaries, "three");
        new BaseBackup(primary)
                .restoreTo(copy, new Upstream("127.0.0.1", primary.settings().port(), PASSWORD, "slot_three", "three"));
        copy.start();
        copy.promote(LIMIT);
        return copy;
    }

    private PostgresServer server(ServerAccount account, PostgresBinaries binaries, String name) {
        return new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings(name, home.directory().resolve(name), home.freePort(), PASSWORD));
    }

    @AfterAll
    void stop() throws IOException {
        System.clearProperty(PASSFILE);
        home.close();
    }

    @AfterEach
    void removeTheTable() throws SQLException {
        execute("shop", "DROP TABLE IF EXISTS drlab_canary");
    }

    @Test
    void measuresAccountsAndCleansUp() throws Exception {
        Path ledger = directory.resolve("kept");
        Outcome run = rpo(
                "--primary",
                libpq(primary),
                "--replica",
                jdbc(replica),
                "--user",
                "owner",
                "--duration",
                "2s",
                "--ledger",
                ledger.toString());
        assertThat(run.code).as(run.out + run.err).isZero();
        assertThat(run.out)
                .contains("exposure     at most", "target 300 s: met")
                .doesNotContain("because");

        Outcome loss = rpo("loss", "--ledger", ledger.toString(), "--database", libpq(replica), "--user", "owner");
        assertThat(loss.code).as(loss.out + loss.err).isEqualTo(2);
        assertThat(loss.out).contains("lost         0, over 0.000 s", "NOT JUDGED", "is still a standby");

        PostgresServer promoted = promotedCopy();
        Outcome after = rpo("loss", "--ledger", ledger.toString(), "--database", libpq(promoted), "--user", "owner");
        promoted.kill();
        assertThat(after.code).as(after.out + after.err).isZero();
        assertThat(after.out).contains("lost         0, over 0.000 s", "met").doesNotContain("because", "warning");

        Outcome writer = rpo("loss", "--ledger", ledger.toString(), "--database", libpq(primary), "--user", "owner");
        assertThat(writer.code).as(writer.out + writer.err).isEqualTo(2);
        assertThat(writer.out).contains("lost         0", "NOT JUDGED", "nothing was promoted since");

        Path segment = ledger.resolve(segments(ledger)[1]);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        Outcome damaged = rpo("loss", "--ledger", ledger.toString(), "--database", libpq(replica), "--user", "owner");
        assertThat(damaged.code).isEqualTo(2);
        assertThat(damaged.out).contains("NOT JUDGED", segment.getFileName() + " is damaged, at byte");

        Outcome cleanup = rpo("cleanup", "--primary", libpq(primary), "--user", "owner");
        assertThat(cleanup.code).as(cleanup.err).isZero();
        assertThat(cleanup.out).contains("removed the table drlab_canary with ");
        assertThat(rpo("cleanup", "--primary", libpq(primary), "--user", "owner").out)
                .contains("nothing to remove");
        await().atMost(LIMIT).until(() -> query(replica, "SELECT to_regclass('drlab_canary')") == null);
        Outcome gone = rpo("loss", "--ledger", ledger.toString(), "--database", libpq(replica), "--user", "owner");
        assertThat(gone.code).isEqualTo(2);
        assertThat(gone.err).contains("does not have that table", "there is no drlab_canary");
    }

    @Test
    void aReplicaThatAppliesLateIsWarnedOfAndMissesTheTarget() throws Exception {
        onReplica("ALTER SYSTEM SET recovery_min_apply_delay = '1h'");
        await().atMost(LIMIT).until(() -> "1h".equals(query(replica, "SHOW recovery_min_apply_delay")));
        try {
            Outcome run = measure("--target-rpo", "2s");
            assertThat(run.code).as(run.out + run.err).isEqualTo(1);
            assertThat(run.out).contains("MISSED", "no canary was seen on the replica", "3600 s late on purpose");
            assertThat(measure("--target-rpo", "1h").code).isEqualTo(2);
        } finally {
            onReplica("ALTER SYSTEM RESET recovery_min_apply_delay");
        }
    }

    @Test
    void aTableThatCannotArriveOrHidesItsRowsIsRefused() throws Exception {
        execute(
                "shop",
                "CREATE UNLOGGED TABLE drlab_canary (run_id uuid, seq bigint, epoch bigint, written_at timestamptz)",
                "ALTER TABLE drlab_canary OWNER TO owner");
        assertRefused(measure(), "is UNLOGGED", "ALTER TABLE drlab_canary SET LOGGED");
        execute(
                "shop",
                "ALTER TABLE drlab_canary SET LOGGED",
                "ALTER TABLE drlab_canary ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE drlab_canary FORCE ROW LEVEL SECURITY");
        assertRefused(measure(), "row-level security", "DISABLE ROW LEVEL SECURITY");
    }

    @Test
    void whatIsMissingIsNamedWithItsRemedy() {
        assertRefused(
                rpo(
                        "--primary",
                        jdbc(primary) + "?currentSchema=nowhere",
                        "--replica",
                        jdbc(replica),
                        "--user",
                        "owner",
                        "--duration",
                        "1s"),
                "names no schema that is there");
        assertRefused(
                rpo("--primary", jdbc(primary), "--replica", jdbc(replica), "--user", "guest", "--duration", "1s"),
                "the role guest may neither use nor create the table",
                "GRANT CREATE ON SCHEMA public TO guest");
    }

    @Test
    void commitsThatWaitForASynchronousStandbyThatIsAwayAreToldInBoundedTime() throws Exception {
        execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'away'", "SELECT pg_reload_conf()");
        await().atMost(LIMIT).until(() -> "away".equals(query(primary, "SHOW synchronous_standby_names")));
        try {
            assertRefused(measure(), "waits for a synchronous standby", "'away'", "take it off the list");
        } finally {
            execute("postgres", "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            await().atMost(LIMIT)
                    .until(() ->
                            query(primary, "SHOW synchronous_standby_names").isEmpty());
        }
    }

    private static void assertRefused(Outcome outcome, String... words) {
        assertThat(outcome.code).as(outcome.out + outcome.err).isEqualTo(2);
        assertThat(outcome.err.strip())
                .startsWith("drlab rpo: ")
                .contains(words)
                .hasLineCount(1);
    }

    private Outcome measure(String... more) {
        String[] arguments = {
            "--primary",
            libpq(primary),
            "--replica",
            libpq(replica),
            "--user",
            "owner",
            "--duration",
            "1s",
            "--ledger",
            directory.resolve("ledger-" + ++ledgers).toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return rpo(all);
    }

    private Outcome rpo(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new RpoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private static String[] segments(Path ledger) throws IOException {
        try (var files = Files.list(ledger)) {
            return files.map(path -> path.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }

    private static String libpq(PostgresServer server) {
        return "postgresql://127.0.0.1:" + server.settings().port() + "/shop";
    }

    private static String jdbc(PostgresServer server) {
        return "jdbc:" + libpq(server);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = primary.superuser(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void onReplica(String setting) throws SQLException {
        try (Connection connection = replica.superuser("shop");
                Statement statement = connection.createStatement()) {
            statement.execute(setting);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.superuser("shop");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
