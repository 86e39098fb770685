package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A region that was active until a moment ago, with a commit that the active region does not have, and what must have
 * become of it when it was reprotected.
 */
final class StaleRegion {
    private static final String ACTIVE_MARK = "drlab:active";
    /** Nobody waits for it in the lab, so it may take what a busy disk takes. */
    private static final Duration DELETION_LIMIT = Duration.ofSeconds(90);

    private final TwoRegions regions;
    private final LabRegion region;
    private final DBInstance before;
    private final String onlyHere = "only-here-" + UUID.randomUUID();

    private StaleRegion(TwoRegions regions, LabRegion region) throws SQLException {
        this.regions = regions;
        this.region = region;
        this.before = LabAccess.database(regions.lab(), region.name()).orElseThrow();
        execute(
                region,
                "INSERT INTO items (idempotency_key, value, region, epoch) VALUES ('" + onlyHere + "', 'x', '"
                        + region.name() + "', 1)");
    }

    /** Switches over, and gives the region that lost authority such a commit. */
    static StaleRegion make(TwoRegions regions) throws SQLException, InterruptedException {
        regions.awaitLocksFree();
        LabRegion former = regions.active();
        regions.write(3);
        regions.awaitReplicated();
        ExecutionResult moved = regions.activate(regions.standby(), ActivateInput.planned("test"));
        assertThat(moved.succeeded()).as("%s", moved.cause()).isTrue();
        assertThat(regions.standby().name()).isEqualTo(former.name());
        return new StaleRegion(regions, former);
    }

    LabRegion region() {
        return region;
    }

    /** The instance as it was before. */
    DBInstance before() {
        return before;
    }

    /** Nothing was removed, and no snapshot was taken. */
    void assertUntouched() {
        DBInstance now = LabAccess.database(regions.lab(), region.name()).orElseThrow();
        assertThat(now.dbiResourceId()).isEqualTo(before.dbiResourceId());
        assertThat(now.deletionProtection()).isTrue();
        assertThat(snapshots()).isEmpty();
        assertThat(region.tasks().desiredCount()).isPositive();
    }

    /** It is the standby that its stack would describe, and what only its old database had is kept. */
    void assertReprotected(int snapshotsTaken) throws SQLException {
        DBInstance now = LabAccess.database(regions.lab(), region.name()).orElseThrow();
        assertThat(now.dbiResourceId()).isNotEqualTo(before.dbiResourceId());
        assertThat(now.readReplicaSourceDBInstanceIdentifier())
                .isEqualTo(LabAccess.database(regions.lab(), regions.active().name())
                        .orElseThrow()
                        .dbInstanceArn());
        assertThat(now.backupRetentionPeriod()).as("automated backups").isPositive();
        assertThat(configured(now)).isEqualTo(configured(before));
        assertThat(now.tagList())
                .as("a standby is not snapshot")
                .noneMatch(tag -> tag.key().equals(ACTIVE_MARK));
        assertThat(regions.ask(region, "SELECT pg_is_in_recovery()")).isEqualTo("t");
        assertThat(regions.ask(region, "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'"))
                .isEqualTo("1");
        assertThat(region.tasks().desiredCount()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> region.tasks().runningCount() == 1);
        assertThat(snapshots()).hasSize(snapshotsTaken).allSatisfy(snapshot -> {
            assertThat(snapshot.status()).isEqualTo("available");
            assertThat(snapshot.dbiResourceId()).isEqualTo(before.dbiResourceId());
        });
        await().atMost(DELETION_LIMIT)
                .untilAsserted(() -> assertThat(states())
                        .as("the old database goes when its successor works")
                        .containsExactly(now.dbInstanceIdentifier() + " available"));
        assertThat(listed())
                .filteredOn(line -> !line.contains("\"kind\":\"wal\"") && !line.contains("\"kind\":\"relation\""))
                .singleElement()
                .asString()
                .contains(onlyHere);
        regions.assertOnlyActive(regions.active());
        regions.assertNothingLost(regions.active());
        regions.awaitReplicated();
        regions.assertNothingLost(region);
    }

    /** Identifiers of all instances of the region. */
    List<String> instances() {
        return LabAccess.rds(regions.lab(), region.name()).describeDBInstances(request -> {}).dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }

    private List<String> states() {
        return LabAccess.rds(regions.lab(), region.name()).describeDBInstances(request -> {}).dbInstances().stream()
                .map(instance -> instance.dbInstanceIdentifier() + " " + instance.dbInstanceStatus())
                .toList();
    }

    /** The old database is there, protected, and has what only it has: under its own name or the one that it is kept under. */
    void assertOldDatabaseIsThere(String identifier) throws SQLException {
        DBInstance old = LabAccess.rds(regions.lab(), region.name())
                .describeDBInstances(request -> request.dbInstanceIdentifier(identifier))
                .dbInstances()
                .get(0);
        assertThat(old.dbiResourceId()).isEqualTo(before.dbiResourceId());
        assertThat(old.dbInstanceStatus()).isEqualTo("available");
        PostgresServer server = LabAccess.server(regions.lab(), region.name(), identifier);
        try (Connection connection = server.superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM items WHERE idempotency_key = '" + onlyHere + "'")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    /** The output names the evidence. */
    void assertTells(JsonNode output) {
        assertThat(output.path("region").asText()).isEqualTo(region.name());
        assertThat(output.path("peer").asText()).isEqualTo(regions.active().name());
    }

    /** The snapshots of the instance that was removed. */
    List<DBSnapshot> snapshots() {
        return LabAccess.rds(regions.lab(), region.name()).describeDBSnapshots(request -> {}).dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbiResourceId().equals(before.dbiResourceId()))
                .toList();
    }

    private List<String> listed() {
        String part = before.dbiResourceId().toLowerCase(java.util.Locale.ROOT);
        try (Stream<Path> files = Files.list(regions.lab().evidenceDirectory())) {
            Path file = files.filter(path -> path.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a stack configures: all but what says which instance it is, its role decides, and time changes. */
    private static DBInstance configured(DBInstance instance) {
        return instance.toBuilder()
                .dbiResourceId(null)
                .instanceCreateTime(null)
                .latestRestorableTime(null)
                .readReplicaSourceDBInstanceIdentifier(null)
                .backupRetentionPeriod(null)
                .dbInstanceStatus(null)
                .tagList(instance.tagList().stream()
                        .filter(tag -> !tag.key().equals(ACTIVE_MARK))
                        .toList())
                .build();
    }

    static void execute(LabRegion region, String sql) {
        try (Connection connection = region.server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
