package dev.drlab.lab.verifier;

import static dev.drlab.lab.verifier.CanaryPair.awaitMore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.RunningHome;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.verifier.table.ForeignRelationException;
import dev.drlab.verifier.verdict.RpoVerdict;
import dev.drlab.verifier.verdict.RpoVerdict.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is met that was not seen to arrive, in the database and the table that it was written for. */
@Tag("deep")
@Tag("alone")
class VerdictIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    private static final Duration TARGET = Duration.ofSeconds(60);

    @ExtendWith(RunningHome.class)
    private LabHome home;

    private CanaryPair pair;

    @BeforeEach
    void start() throws Exception {
        pair = new CanaryPair(home, home.directory());
    }

    @Test
    void arrivalsWithinTheTargetAreMet() throws Exception {
        assertThat(judge(run(pair.config(50), CATCH_UP)).kind()).isEqualTo(Kind.MET);
    }

    @Test
    void aReplicaThatAppliesLateIsNotJudgedByAShortRunAndMissesAShortTarget() throws Exception {
        Servers.execute(pair.two(), "ALTER SYSTEM SET recovery_min_apply_delay = '1h'", "SELECT pg_reload_conf()");
        await().atMost(LIMIT)
                .until(() -> Servers.query(pair.two(), "SHOW recovery_min_apply_delay")
                        .equals("1h"));
        CanaryResult result = run(pair.config(50), Duration.ofSeconds(2));
        assertThat(result.end().acked()).isPositive();
        assertThat(RpoVerdict.ofExposure(result.end(), TARGET).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(RpoVerdict.ofExposure(result.end(), Duration.ofSeconds(1)).kind())
                .isEqualTo(Kind.MISSED);
    }

    @Test
    void anUnloggedTableNeverArrives() throws Exception {
        Servers.execute(pair.one(), "ALTER TABLE drlab_canary SET UNLOGGED");
        CanaryResult result = run(pair.config(50), SHORT_WAIT);
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(result.end().lastError().orElse("")).contains("unlogged");
    }

    @Test
    void rowsThatRowLevelSecurityHidesFromTheReaderHaveNotArrived() throws Exception {
        Servers.execute(
                pair.one(),
                "ALTER TABLE drlab_canary ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY writers ON drlab_canary TO drlab_writer USING (true) WITH CHECK (true)");
        CanaryResult result = run(pair.config(50), SHORT_WAIT);
        assertThat(result.end().acked()).isPositive();
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
    }

    @Test
    void rowsThatRowLevelSecurityHidesFromTheWriterAreNotAcknowledged() throws Exception {
        Servers.execute(
                pair.one(),
                "ALTER TABLE drlab_canary ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY blind ON drlab_canary FOR INSERT TO drlab_writer WITH CHECK (true)",
                "CREATE POLICY readers ON drlab_canary FOR SELECT TO drlab_writer USING (false)");
        CanaryResult result = run(pair.config(50), SHORT_WAIT);
        assertThat(result.end().acked()).isZero();
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(result.end().lastError().orElse("")).contains("row-level security");
    }

    @Test
    void anInsertThatATriggerDropsIsNoAcknowledgement() throws Exception {
        Servers.execute(
                pair.one(),
                "CREATE FUNCTION drop_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER dropping BEFORE INSERT ON drlab_canary FOR EACH ROW EXECUTE FUNCTION drop_row()");
        CanaryResult result = run(pair.config(50), SHORT_WAIT);
        assertThat(result.end().acked()).isZero();
        assertThat(result.end().failed()).isPositive();
        assertThat(result.end().lastError().orElse("")).contains("a trigger or rule", "remove that");
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
    }

    @Test
    void anInsertThatATriggerChangesIsNoAcknowledgement() throws Exception {
        Servers.execute(
                pair.one(),
                "CREATE FUNCTION shift() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.seq := NEW.seq + 1000000; RETURN NEW; END'",
                "CREATE TRIGGER shifting BEFORE INSERT ON drlab_canary FOR EACH ROW EXECUTE FUNCTION shift()");
        CanaryResult result = run(pair.config(50), SHORT_WAIT);
        assertThat(result.end().acked()).isZero();
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
    }

    /** The replica's URL names another schema, which has a table of the same name: the run's own is read all the same. */
    @Test
    void anotherSchemaInOneOfTheUrlsMakesNoDifference() throws Exception {
        Servers.execute(
                pair.one(),
                "CREATE SCHEMA other",
                "CREATE TABLE other.drlab_canary (LIKE public.drlab_canary INCLUDING ALL)",
                "GRANT USAGE ON SCHEMA other TO PUBLIC",
                "GRANT ALL ON other.drlab_canary TO PUBLIC");
        CanaryConfig config = pair.config(50);
        CanaryResult result = run(
                CanaryConfig.of(config.primary(), withUrl(config.replica(), "?currentSchema=other"), ledger()),
                CATCH_UP);
        assertThat(judge(result).kind()).isEqualTo(Kind.MET);
        try (Connection other = connect(pair.one(), "drlab", "?currentSchema=other")) {
            LossAccount account = LossAccount.of(Ledger.open(ledger()), other);
            assertThat(account.survived()).isEqualTo(result.end().acked());
            assertThat(account.lost()).isZero();
        }
    }

    /** A name or balancer that leads to the wrong server: the writer's own rows prove nothing. */
    @Test
    void aReplicaWhoseAddressLeadsToTheWriterHasNothingToShow() throws Exception {
        CanaryConfig config = pair.config(50);
        Endpoint wrong = new Endpoint(
                "two",
                config.primary().jdbcUrl(),
                config.replica().writer(),
                config.replica().reader());
        CanaryResult result = run(CanaryConfig.of(config.primary(), wrong, ledger()), SHORT_WAIT);
        assertThat(result.end().acked()).isPositive();
        assertThat(result.end().replicated()).isZero();
        assertThat(result.end().lastError().orElse("")).contains("both names lead to the same server");
        assertThat(judge(result).kind()).isEqualTo(Kind.NOT_JUDGED);
    }

    @Test
    void aDatabaseInWhichNoCanarySurvivesHasLostAtLeastAll() throws Exception {
        run(pair.config(50), CATCH_UP);
        Servers.execute(pair.one(), "DELETE FROM drlab_canary");
        LossAccount account = CanaryPair.account(Ledger.open(ledger()), pair.one());
        assertThat(account.survived()).isZero();
        assertThat(RpoVerdict.ofLoss(account, TARGET).kind()).isEqualTo(Kind.NOT_JUDGED);
        assertThat(RpoVerdict.ofLoss(account, Duration.ofMillis(100)).kind()).isEqualTo(Kind.MISSED);
    }

    @Test
    void anotherDatabaseThatHasTheTableIsRefusedByName() throws Exception {
        run(pair.config(50), CATCH_UP);
        Servers.execute(pair.one(), "CREATE DATABASE other");
        try (Connection other = pair.one().superuser("other")) {
            CanaryTable.install(other, "drlab_writer");
            assertThatThrownBy(() -> LossAccount.of(Ledger.open(ledger()), other))
                    .isInstanceOf(ForeignRelationException.class)
                    .hasMessageContaining("drlab.public.drlab_canary")
                    .hasMessageContaining("other.public.drlab_canary");
        }
    }

    @Test
    void aProxyThatCutsIdleConnectionsCostsNoCanary() throws Exception {
        CanaryConfig config = pair.config(0.5);
        try (IdleCutter cutter = new IdleCutter(pair.one().settings().port(), 1000)) {
            String url = config.primary()
                    .jdbcUrl()
                    .replace(":" + pair.one().settings().port() + "/", ":" + cutter.port() + "/");
            Endpoint behind = new Endpoint(
                    "one", url, config.primary().writer(), config.primary().reader());
            try (CanaryRun run = CanaryRun.start(
                    CanaryConfig.of(behind, config.replica(), ledger()).withRate(0.5))) {
                awaitMore(run, 4);
                CanaryResult result = run.stop(CATCH_UP);
                assertThat(cutter.cuts()).isPositive();
                assertThat(result.end().failed()).isZero();
                assertThat(judge(result).kind()).isEqualTo(Kind.MET);
            }
        }
    }

    private CanaryResult run(CanaryConfig config, Duration catchUp) throws Exception {
        try (CanaryRun run = CanaryRun.start(config)) {
            TimeUnit.SECONDS.sleep(2); // the length of a short run: nothing is waited for
            return run.stop(catchUp);
        }
    }

    private static RpoVerdict judge(CanaryResult result) {
        return RpoVerdict.ofExposure(result.end(), TARGET);
    }

    private Path ledger() {
        return home.directory().resolve("ledger");
    }

    private static Endpoint withUrl(Endpoint endpoint, String parameters) {
        return new Endpoint(endpoint.name(), endpoint.jdbcUrl() + parameters, endpoint.writer(), endpoint.reader());
    }

    private static Connection connect(PostgresServer server, String database, String parameters) throws Exception {
        return DriverManager.getConnection(server.jdbcUrl(database) + parameters, "drlab_agent", Servers.PASSWORD);
    }
}
