package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.postgres.OwnerRole;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A planned activation loses no transaction of an application that drlab does not know, by a count of its own rows. */
@Tag("deep")
class ForeignApplicationIT {
    private static final int MOVES = 3;

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @TempDir
    private Path directory;

    @Test
    void aPlannedActivationLosesNoneOfItsTransactions() throws Exception {
        try (ForeignLoad load =
                new ForeignLoad(ports(), OwnerRole.NAME, regions.lab().logins().password(OwnerRole.NAME))) {
            load.start();
            for (int move = 0; move < MOVES; move++) {
                LabRegion from = regions.active();
                LabRegion to = regions.standby();
                load.awaitAcknowledged(200);

                ExecutionResult result = regions.activate(to, ActivateInput.planned("under a foreign load"));

                assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
                load.awaitAcknowledged(100); // it may log in again, in the new writer
                Set<Long> acknowledged = new HashSet<>(load.acknowledged());
                Set<Long> kept = history(to);
                assertThat(kept).as("acknowledged rows in the new writer").containsAll(acknowledged);
                assertThat(kept).as("rows of the old one in the new one").containsAll(history(from));
                assertThat(openSessions(from)).as("sessions in the old one").isZero();
                regions.rebuildStandby();
            }
        }
    }

    /** The same with a program that nobody here wrote. */
    @Test
    void aPlannedActivationLosesNoneOfPgbenchsTransactions() throws Exception {
        assumeThat(runs("pgbench", "--version")).as("pgbench is installed").isTrue();
        LabRegion from = regions.active();
        LabRegion to = regions.standby();
        String url = regions.lab().logins().databaseUrl(from);
        assertThat(runs("pgbench", "-i", "-q", url))
                .as("pgbench -i as the owner role")
                .isTrue();
        regions.awaitReplicated();
        Path output = directory.resolve("pgbench.txt");
        Process pgbench = new ProcessBuilder("pgbench", "-n", "-c", "4", "-T", "120", url)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> pgbenchRows(from) > 200);

            ExecutionResult result = regions.activate(to, ActivateInput.planned("under pgbench"));

            assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
            assertThat(pgbench.waitFor(60, TimeUnit.SECONDS))
                    .as("pgbench was ended")
                    .isTrue();
        } finally {
            pgbench.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Matcher processed = Pattern.compile("actually processed: (\\d+)").matcher(said);
        assertThat(processed.find()).as(said).isTrue();
        assertThat(pgbenchRows(to)).isGreaterThanOrEqualTo(Long.parseLong(processed.group(1)));
        assertThat(pgbenchRows(to))
                .as("rows in the new writer, as in the old one")
                .isEqualTo(pgbenchRows(from));
        regions.rebuildStandby();
    }

    /** Before anything is touched, with the remedy; the service goes on where it is. */
    @Test
    void aRoleThatCannotBeClosedStopsASwitchover() throws Exception {
        LabRegion active = regions.active();
        StaleRegion.execute(active, "CREATE ROLE stranger LOGIN");
        try {
            ExecutionResult result = regions.activate(regions.standby(), ActivateInput.planned("test"));

            assertThat(result.error()).contains("UnfenceableRole");
            assertThat(result.cause().orElseThrow())
                    .contains("Drain: ", "stranger", "unfencedRoles", "Authority has not moved");
            regions.assertOnlyActive(active);
            assertThat(regions.ask(active, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + OwnerRole.NAME + "'"))
                    .isEqualTo("t");
        } finally {
            StaleRegion.execute(active, "DROP ROLE stranger");
        }
    }

    /** A role that went out of the agent's reach meanwhile: the activation stands, and says which role is still closed. */
    @Test
    void aRoleThatCannotBeGivenBackIsAWarning() throws Exception {
        LabRegion from = regions.active();
        LabRegion to = regions.standby();
        StaleRegion.execute(from, "CREATE ROLE leaving LOGIN");
        StaleRegion.execute(from, "GRANT leaving TO " + DatabaseNames.AGENT_ROLE + " WITH ADMIN OPTION");

        ExecutionResult result = regions.lab().activate(to.name(), ActivateInput.planned("test"), event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals("OpenDatabase")) {
                executeQuietly(to, "REVOKE leaving FROM " + DatabaseNames.AGENT_ROLE);
            }
        });

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(result.output().orElseThrow().path("warnings").toString())
                .contains("LOGIN could not be given back to leaving");
        StaleRegion.execute(to, "DROP ROLE leaving");
        regions.rebuildStandby();
    }

    /** Acknowledged, and in no WAL: the move cannot save it, but does not pass it over either. */
    @ParameterizedTest
    @CsvSource({"planned, Drain: not replicated", "unplanned, OpenDatabase: empty after a promotion"})
    void rowsOfAnUnloggedTableAreAWarning(String mode, String says) throws Exception {
        LabRegion from = regions.active();
        StaleRegion.execute(from, "CREATE UNLOGGED TABLE public.visitors AS SELECT 1 AS id");
        regions.awaitReplicated();

        ExecutionResult result =
                regions.activate(regions.standby(), new ActivateInput(mode, "test", Optional.empty(), false));

        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        assertThat(result.output().orElseThrow().path("warnings"))
                .extracting(JsonNode::asText)
                .as("told once")
                .filteredOn(warning -> warning.contains("unlogged public.visitors"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(says);
        LabRegion to = regions.active();
        assertThat(regions.ask(to, "SELECT count(*) FROM public.visitors")).isEqualTo("0");
        assertThat(regions.lab().walAccount(from.name()).summary())
                .endsWith("; unlogged tables are in no WAL: public.visitors");
        StaleRegion.execute(to, "DROP TABLE public.visitors");
        regions.rebuildStandby();
    }

    private static void executeQuietly(LabRegion region, String sql) {
        try {
            StaleRegion.execute(region, sql);
        } catch (Exception e) {
            throw new AssertionError(sql, e);
        }
    }

    private static int[] ports() {
        return RegionNames.all().stream()
                .mapToInt(name -> regions.lab().region(name).server().settings().port())
                .toArray();
    }

    private static Set<Long> history(LabRegion region) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Connection connection = region.server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM bank.history")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private static long openSessions(LabRegion region) throws SQLException {
        return Long.parseLong(
                regions.ask(region, "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + OwnerRole.NAME + "'"));
    }

    private static long pgbenchRows(LabRegion region) throws SQLException {
        return Long.parseLong(regions.ask(region, "SELECT count(*) FROM pgbench_history"));
    }

    private boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.txt").toFile())
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
