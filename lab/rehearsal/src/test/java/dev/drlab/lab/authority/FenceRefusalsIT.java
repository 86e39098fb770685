package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.agent.AgentException;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.postgres.PostgresServer.StopMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A writer that a fence cannot stop is refused by name, before the record, a role or a session is changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FenceRefusalsIT {
    private static final String SHOP = "shop";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;
    private Connection shop;

    @BeforeAll
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        primary.execute("ALTER SYSTEM SET max_prepared_transactions = 2");
        primary.execute("ALTER SYSTEM SET wal_level = logical");
        primary.execute("ALTER SYSTEM SET max_logical_replication_workers = 4");
        primary.execute("ALTER SYSTEM SET max_worker_processes = 8");
        primary.server().stop(StopMode.FAST);
        primary.server().start();
        primary.createApplication(SHOP);
        shop = primary.connect(SHOP);
    }

    @AfterAll
    void close() throws SQLException {
        if (shop != null) {
            shop.close();
        }
    }

    /** Whatever was refused is gone: a drain goes through, and the session that was there all the time is ended by it. */
    @AfterEach
    void drainGoesThroughWithoutIt() throws SQLException {
        drainAndLift();
    }

    private void drainAndLift() throws SQLException {
        secondary.agent("drain", "epoch", 1, "token", "goes through", "deadlineSeconds", 60);
        assertThat(shop.isValid(1)).isFalse();
        secondary.agent("undrain", "epoch", 1, "token", "goes through");
        shop = primary.connect(SHOP);
    }

    @Test
    void aPreparedTransaction() throws Exception {
        try (Statement statement = shop.createStatement()) {
            statement.execute("BEGIN; INSERT INTO shop.orders (value) VALUES ('p'); PREPARE TRANSACTION 'by the shop'");
        }
        try {
            assertRefused(AgentException.PreparedTransactions.class, "by the shop", "commit it or roll it back");
        } finally {
            primary.execute("ROLLBACK PREPARED 'by the shop'");
        }
    }

    @Test
    void aSuperuserThatMayLogIn() throws Exception {
        primary.execute("CREATE ROLE dba LOGIN SUPERUSER");
        try {
            assertRefused(AgentException.UnfenceableRole.class, "superuser dba may log in", "unfencedRoles");
        } finally {
            primary.execute("DROP ROLE dba");
        }
    }

    @Test
    void aSuperuserThatIsLoggedIn() throws Exception {
        primary.execute("CREATE ROLE dba LOGIN SUPERUSER PASSWORD '" + TwoRegions.PASSWORD + "'");
        try (Connection dba = primary.connect("dba")) {
            primary.execute("ALTER ROLE dba NOLOGIN"); // which ends no session
            assertRefused(AgentException.SuperuserSession.class, "superuser dba has a session", "pid ", "end it");
            assertThat(dba.isValid(1)).isTrue();
        } finally {
            primary.execute("DROP ROLE dba");
        }
    }

    @Test
    void aSuperuserThatIsExemptIsNotRefused() throws Exception {
        primary.execute("CREATE ROLE dba LOGIN SUPERUSER PASSWORD '" + TwoRegions.PASSWORD + "'");
        try (Connection dba = primary.connect("dba")) {
            secondary.agent(
                    "drain", "epoch", 1, "token", "exempt", "deadlineSeconds", 60, "unfencedRoles", Set.of("dba"));
            assertThat(dba.isValid(1)).isTrue();
        } finally {
            secondary.agent("undrain", "epoch", 1, "token", "exempt");
            primary.execute("DROP ROLE dba");
        }
        shop = primary.connect(SHOP);
    }

    /** Made by somebody else, and without ADMIN for the agent: PostgreSQL 16 and newer let it alter such a role no more. */
    @Test
    void aRoleOutOfTheAgentsReach() throws Exception {
        primary.execute("CREATE ROLE stranger LOGIN");
        try {
            assertRefused(
                    AgentException.UnfenceableRole.class,
                    "stranger",
                    "out of the reach of drlab_agent",
                    "GRANT stranger TO drlab_agent WITH ADMIN OPTION");
            primary.execute("GRANT stranger TO drlab_agent WITH ADMIN OPTION");
            secondary.agent("drain", "epoch", 1, "token", "granted", "deadlineSeconds", 60);
            assertThat(primary.mayLogIn("stranger")).isFalse();
            secondary.agent("undrain", "epoch", 1, "token", "granted");
            assertThat(primary.mayLogIn("stranger")).isTrue();
        } finally {
            primary.execute("DROP ROLE stranger");
        }
        shop = primary.connect(SHOP);
    }

    /** Its name begins like those of RDS's own roles, but this is not RDS. */
    @Test
    void aRoleThatOnlyLooksLikeRdss() throws Exception {
        primary.execute("CREATE ROLE rds_app LOGIN");
        try {
            assertRefused(AgentException.UnfenceableRole.class, "rds_app", "unfencedRoles");
        } finally {
            primary.execute("DROP ROLE rds_app");
        }
    }

    @Test
    void theRolesOfRdsOnRds() throws Exception {
        primary.execute("CREATE ROLE rdsadmin LOGIN SUPERUSER PASSWORD '" + TwoRegions.PASSWORD + "'");
        primary.execute("CREATE ROLE rdsrepladmin LOGIN REPLICATION");
        try (Connection own = primary.connect("rdsadmin")) {
            secondary.agent("drain", "epoch", 1, "token", "rds", "deadlineSeconds", 60);
            assertThat(own.isValid(1)).isTrue();
            assertThat(primary.mayLogIn("rdsrepladmin")).isTrue();
            secondary.agent("undrain", "epoch", 1, "token", "rds");
        } finally {
            primary.execute("DROP ROLE rdsrepladmin");
            primary.execute("DROP ROLE rdsadmin");
        }
        shop = primary.connect(SHOP);
    }

    @Test
    void anApplicationThatUsesTheAgentsRole() throws Exception {
        try (Connection other = DriverManager.getConnection(
                primary.databaseUrl() + "&ApplicationName=pgbench", DatabaseNames.AGENT_ROLE, TwoRegions.PASSWORD)) {
            assertRefused(AgentException.AgentRoleInUse.class, "drlab_agent", "pgbench", "a role of its own");
            assertThat(other.isValid(1)).isTrue();
        }
    }

    @Test
    void aSubscriptionWhetherItsWorkerRunsOrNot() throws Exception {
        primary.execute("CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1 dbname=none' PUBLICATION p"
                + " WITH (connect = false, slot_name = 'feed')");
        try {
            primary.execute("ALTER SUBSCRIPTION feed ENABLE");
            assertRefused(
                    AgentException.LogicalSubscription.class,
                    "subscription feed of database drlab",
                    "ALTER SUBSCRIPTION feed DISABLE");
        } finally {
            dropSubscription();
        }
    }

    @Test
    void aSubscriptionThatApplies() throws Exception {
        primary.execute("CREATE DATABASE source");
        try (Connection source = primary.server().superuser("source");
                Statement statement = source.createStatement()) {
            statement.execute("CREATE TABLE fed (i int PRIMARY KEY)");
            statement.execute("CREATE PUBLICATION p FOR TABLE fed");
            statement.execute("SELECT pg_create_logical_replication_slot('feed', 'pgoutput')");
            primary.execute("CREATE TABLE fed (i int PRIMARY KEY)");
            primary.execute("CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=" + primary.databasePort()
                    + " dbname=source user=postgres password=" + TwoRegions.PASSWORD
                    + "' PUBLICATION p WITH (create_slot = false, slot_name = 'feed')");
            statement.execute("INSERT INTO fed VALUES (1)");
            await().atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> primary.query("SELECT count(*) FROM fed").equals("1"));

            assertRefused(AgentException.LogicalSubscription.class, "subscription feed");

            dropSubscription();
            await().atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> primary.query("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'feed'"
                                    + " AND NOT active")
                            .equals("1"));
            statement.execute("SELECT pg_drop_replication_slot('feed')");
        }
        primary.execute("DROP DATABASE source");
    }

    private void dropSubscription() throws SQLException {
        primary.execute("ALTER SUBSCRIPTION feed DISABLE");
        primary.execute("ALTER SUBSCRIPTION feed SET (slot_name = NONE)");
        primary.execute("DROP SUBSCRIPTION feed");
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> primary.query("SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE"
                                + " 'logical replication apply%'")
                        .equals("0"));
    }

    /** The tables are pg_cron's; the extension itself is not among the lab's binaries. */
    @Test
    void aScheduledJobOfTheAgentsOwnRole() throws Exception {
        primary.execute("CREATE DATABASE jobs");
        try (Connection jobs = primary.server().superuser("jobs");
                Statement statement = jobs.createStatement()) {
            primary.execute("ALTER ROLE drlab_agent SET cron.database_name = 'jobs'");
            drainAndLift();

            statement.execute("CREATE SCHEMA cron");
            statement.execute(
                    "CREATE TABLE cron.job (jobid bigint, command text, username text, active boolean DEFAULT true)");
            assertRefused(
                    AgentException.DatabaseJob.class, "jobs in database jobs cannot be read", "USAGE ON SCHEMA cron");

            statement.execute("GRANT USAGE ON SCHEMA cron TO PUBLIC");
            statement.execute("GRANT SELECT ON cron.job TO PUBLIC");
            statement.execute("INSERT INTO cron.job VALUES (1, 'DELETE FROM shop.orders', 'shop')");
            drainAndLift();

            statement.execute("INSERT INTO cron.job VALUES (7, 'CALL roll_up()', 'drlab_agent')");
            assertRefused(AgentException.DatabaseJob.class, "job 7 of database jobs", "CALL roll_up()", "alter_job(7");
        } finally {
            primary.execute("ALTER ROLE drlab_agent RESET cron.database_name");
        }
        primary.execute("DROP DATABASE jobs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT INSERT ON shop.orders TO drlab_reader | REVOKE INSERT ON shop.orders FROM drlab_reader",
                "GRANT UPDATE ON shop.orders TO PUBLIC | REVOKE UPDATE ON shop.orders FROM PUBLIC",
                "GRANT UPDATE (value) ON shop.orders TO drlab_reader |"
                        + " REVOKE UPDATE (value) ON shop.orders FROM drlab_reader",
                "GRANT UPDATE ON SEQUENCE shop.orders_id_seq TO drlab_reader |"
                        + " REVOKE UPDATE ON SEQUENCE shop.orders_id_seq FROM drlab_reader",
                "GRANT CREATE ON SCHEMA shop TO drlab_reader | REVOKE CREATE ON SCHEMA shop FROM drlab_reader",
                "GRANT CREATE ON DATABASE drlab TO drlab_reader | REVOKE CREATE ON DATABASE drlab FROM drlab_reader",
                "GRANT pg_write_all_data TO drlab_reader | REVOKE pg_write_all_data FROM drlab_reader",
                "GRANT shop TO drlab_reader | REVOKE shop FROM drlab_reader",
                "ALTER ROLE drlab_reader CREATEROLE | ALTER ROLE drlab_reader NOCREATEROLE"
            })
    void aReaderThatMayWrite(String grant, String revoke) throws Exception {
        primary.execute(grant);
        try {
            assertRefused(AgentException.ReaderCanWrite.class, "drlab_reader stays open");
        } finally {
            primary.execute(revoke);
        }
    }

    @Test
    void aDatabaseOfAnOlderAgentIsToBeMigrated() throws Exception {
        primary.execute("ALTER FUNCTION drlab_require_fenceable(text[], boolean) RENAME TO hidden");
        try {
            assertRefused(AgentException.DatabaseState.class, "invoke migrate");
        } finally {
            primary.execute("ALTER FUNCTION hidden(text[], boolean) RENAME TO drlab_require_fenceable");
        }
    }

    private void assertRefused(Class<? extends AgentException> kind, String... says) throws SQLException {
        assertThatThrownBy(() -> secondary.agent("drain", "epoch", 1, "token", "refused", "deadlineSeconds", 60))
                .isInstanceOf(kind)
                .hasMessageContainingAll(says);
        assertThat(primary.record().drain()).isEmpty();
        assertThat(primary.drainToken()).isNull();
        assertThat(primary.query("SELECT count(*) FROM drlab_fenced_role")).isEqualTo("0");
        assertThat(primary.mayLogIn(SHOP)).isTrue();
        assertThat(primary.writerMayLogIn()).isTrue();
        assertThat(shop.isValid(1)).isTrue();
    }
}
