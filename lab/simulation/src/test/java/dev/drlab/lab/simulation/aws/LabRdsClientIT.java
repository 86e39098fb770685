package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.aws.rds.DbInstanceAttributes;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.aws.rds.LabRdsClient;
import dev.drlab.lab.simulation.aws.rds.RdsLimits;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Tag;

/** RDS over a real primary and a real replica in another region. */
class LabRdsClientIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMillis(200);
    private static final String SOURCE_ARN = LabDbInstance.arn("eu-test-1", "drlab");

    private final FaultInjector faults = new FaultInjector("eu-test-2");
    private LabHome home;
    private PostgresServer primary;
    private PostgresServer replica;
    private LabRdsClient model;
    private RdsClient rds;
    private LabDbInstance instance;

    @BeforeEach
    void start(@TempDir Path directory) {
        home = LabHome.open(directory);
        primary = Servers.primary(home, "one");
        replica = Servers.replica(home, "two", primary);
        model = new LabRdsClient(
                "eu-test-2",
                Duration.ofMillis(400),
                RECOVERY,
                new RdsLimits("subnets", "parameters", "db.t4g.micro", "key"),
                directory.resolve("snapshots"));
        instance = new LabDbInstance(
                "drlab",
                "eu-test-2",
                replica,
                new DbInstanceAttributes("db.t4g.micro", 20, 0, true),
                Optional.of(SOURCE_ARN));
        model.add(instance);
        rds = new FaultyRds(faults, model);
    }

    @AfterEach
    void close() throws IOException {
        model.close();
        home.close();
        for (PostgresServer server : List.of(primary, replica)) {
            assertThat(Servers.processesIn(server.dataDirectory())).isEmpty();
            assertThat(Servers.hasSharedMemory(server.process().orElseThrow().pid()))
                    .isFalse();
        }
    }

    @Test
    void promotesInTheBackgroundThroughRdsStatuses() throws Exception {
        DBInstance before = describe();
        assertThat(before.dbInstanceStatus()).isEqualTo("available");
        assertThat(before.readReplicaSourceDBInstanceIdentifier()).isEqualTo(SOURCE_ARN);
        assertThat(before.endpoint().port()).isEqualTo(replica.settings().port());
        assertThat(before.dbiResourceId()).startsWith("db-");
        assertThat(before.engineVersion()).isEqualTo(replica.version());
        assertThat(before.backupRetentionPeriod()).isZero();
        assertThat(before.deletionProtection()).isTrue();
        assertThat(before.tagList()).isEmpty();

        rds.addTagsToResource(request -> request.resourceName(before.dbInstanceArn())
                .tags(tag -> tag.key("drlab:active").value("true")));
        assertThat(describe().tagList())
                .containsExactly(Tag.builder().key("drlab:active").value("true").build());

        DBInstance answered = rds.promoteReadReplica(
                        request -> request.dbInstanceIdentifier("drlab").backupRetentionPeriod(7))
                .dbInstance();
        assertThat(answered.dbInstanceStatus()).isEqualTo("modifying");
        assertThat(replica.isInRecovery())
                .as("still a replica during the delay")
                .isTrue();
        assertThatThrownBy(() -> rds.promoteReadReplica(request -> request.dbInstanceIdentifier("drlab")))
                .isInstanceOf(InvalidDbInstanceStateException.class)
                .hasMessageContaining("not in available state");

        List<String> seen = new ArrayList<>();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(2)).until(() -> {
            String status = describe().dbInstanceStatus();
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status)) {
                seen.add(status);
            }
            return status.equals("available");
        });
        assertThat(seen).containsSubsequence("modifying", "available");
        assertThat(List.of("modifying", "rebooting", "available")).containsAll(seen);
        assertThat(replica.isInRecovery()).isFalse();
        assertThat(describe().readReplicaSourceDBInstanceIdentifier()).isNull();
        assertThat(describe().backupRetentionPeriod()).isEqualTo(7);
        assertThatThrownBy(() -> rds.promoteReadReplica(request -> request.dbInstanceIdentifier("drlab")))
                .isInstanceOf(InvalidDbInstanceStateException.class)
                .hasMessageContaining("not a read replica");
    }

    @Test
    void refusesAsRdsDoes() {
        assertThatThrownBy(() -> rds.describeDBInstances(request -> request.dbInstanceIdentifier("other")))
                .isInstanceOf(DbInstanceNotFoundException.class)
                .hasMessageContaining("DBInstance other not found");
        assertThatThrownBy(() -> rds.promoteReadReplica(request -> request.dbInstanceIdentifier("other")))
                .isInstanceOf(DbInstanceNotFoundException.class);
        instance.backingUp(true);
        assertThat(describe().dbInstanceStatus()).isEqualTo("backing-up");
        assertThatThrownBy(() -> rds.promoteReadReplica(request -> request.dbInstanceIdentifier("drlab")))
                .isInstanceOf(InvalidDbInstanceStateException.class)
                .hasMessageContaining("backing-up");
        instance.backingUp(false);
        assertThatThrownBy(() -> rds.modifyDBInstance(
                        request -> request.dbInstanceIdentifier("drlab").dbInstanceClass("db.r8g.large")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("DBInstanceClass");
        faults.darken();
        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
    }

    @Test
    void modifiesAtOnceOrAtTheNextRebootWhichIsReal() throws Exception {
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier("drlab")
                .deletionProtection(false)
                .backupRetentionPeriod(3)
                .applyImmediately(true));
        awaitAvailable();
        assertThat(describe().deletionProtection()).isFalse();
        assertThat(describe().backupRetentionPeriod()).isEqualTo(3);

        rds.modifyDBInstance(
                request -> request.dbInstanceIdentifier(instance.arn()).backupRetentionPeriod(5));
        awaitAvailable();
        assertThat(describe().backupRetentionPeriod()).isEqualTo(3);
        assertThat(describe().pendingModifiedValues().backupRetentionPeriod()).isEqualTo(5);

        long before = replica.process().orElseThrow().pid();
        assertThat(rds.rebootDBInstance(request -> request.dbInstanceIdentifier("drlab"))
                        .dbInstance()
                        .dbInstanceStatus())
                .isEqualTo("rebooting");
        awaitAvailable();
        assertThat(replica.process().orElseThrow().pid()).isNotEqualTo(before);
        assertThat(describe().backupRetentionPeriod()).isEqualTo(5);
        assertThat(describe().pendingModifiedValues().backupRetentionPeriod()).isNull();
        assertThat(replica.isInRecovery()).isTrue();
    }

    @Test
    void anEngineThatEndsIsRestartedByItselfAndAPromotionThatItInterruptsIsNoPromotion() throws Exception {
        rds.promoteReadReplica(request -> request.dbInstanceIdentifier("drlab"));
        model.loseHosts();
        replica.kill();
        await().atMost(LIMIT).until(() -> describe().dbInstanceStatus().equals("rebooting"));
        assertThat(describe().readReplicaSourceDBInstanceIdentifier()).isEqualTo(SOURCE_ARN);
        assertThat(replica.isRunning()).as("without a host").isFalse();
        assertThatThrownBy(model::recoverNow)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("its host in eu-test-2 is lost");

        model.restoreHosts();
        awaitAvailable();
        assertThat(replica.isInRecovery()).isTrue();
        replica.pause();
        assertThat(describe().dbInstanceStatus()).isEqualTo("available");
        replica.resume();
    }

    /** Who closes a lab deletes its directories next, and may have been interrupted. */
    @org.junit.jupiter.api.Tag("deep") // RDS has a Tag too
    @Test
    void nothingTouchesTheDataAfterItIsClosed() {
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier("drlab").deletionProtection(false));
        awaitAvailable();
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier("drlab").skipFinalSnapshot(true));
        Thread.currentThread().interrupt();
        model.close();
        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
        assertThat(Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getName().equals("drlab-rds-eu-test-2"))
                        .flatMap(thread -> Arrays.stream(thread.getValue()))
                        .map(StackTraceElement::getClassName))
                .as("work under way")
                .noneMatch(name -> name.startsWith("dev.drlab"));
    }

    /** RDS shows {@code deleting} until the instance is gone; here something writes into its directory meanwhile. */
    @org.junit.jupiter.api.Tag("deep") // RDS has a Tag too
    @Test
    void aDeletionThatFailsIsTriedAgainUntilTheInstanceIsGone() throws Exception {
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier("drlab").deletionProtection(false));
        awaitAvailable();
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeInto(replica.dataDirectory(), writing));
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier("drlab").skipFinalSnapshot(true));
        await().atMost(LIMIT).until(() -> !Files.exists(replica.dataDirectory().resolve("PG_VERSION")));
        await().during(Duration.ofSeconds(3))
                .atMost(LIMIT)
                .until(() -> describe().dbInstanceStatus().equals("deleting"));
        writing.set(false);
        writer.get();
        await().atMost(LIMIT).until(() -> model.instance("drlab").isEmpty());
        assertThat(replica.dataDirectory()).doesNotExist();
    }

    private static void writeInto(Path directory, AtomicBoolean writing) {
        try {
            for (int i = 0; writing.get(); i++) {
                Files.createFile(directory.resolve("late-" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @org.junit.jupiter.api.Tag("deep") // RDS has a Tag too
    @Test
    void anEngineThatDoesNotStartIsFailedUntilItIsAskedForAgainAndCanBeDeleted() throws Exception {
        int port = replica.settings().port();
        model.loseHosts();
        replica.kill();
        try (ServerSocket squatter = new ServerSocket()) {
            squatter.setReuseAddress(true);
            squatter.bind(new InetSocketAddress("127.0.0.1", port));
            model.restoreHosts();
            await().atMost(LIMIT).until(() -> describe().dbInstanceStatus().equals("failed"));
            assertThatThrownBy(model::recoverNow)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("port " + port + " of 127.0.0.1 is in use");
            assertThatThrownBy(() -> rds.rebootDBInstance(request -> request.dbInstanceIdentifier("drlab")))
                    .isInstanceOf(InvalidDbInstanceStateException.class);
        }
        assertThat(model.recoverNow()).isTrue();
        assertThat(describe().dbInstanceStatus()).isEqualTo("available");
        assertThat(model.recoverNow()).as("nothing is down any more").isFalse();

        DirectoryTree.delete(losingTheHost().dataDirectory());
        model.restoreHosts();
        assertThat(describe().dbInstanceStatus()).as("without data").isEqualTo("failed");
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier("drlab").deletionProtection(false));
        await().atMost(LIMIT).until(() -> !describe().deletionProtection());
        await().atMost(LIMIT).until(() -> describe().dbInstanceStatus().equals("failed"));
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier("drlab").skipFinalSnapshot(true));
        await().atMost(LIMIT).until(() -> model.instance("drlab").isEmpty());
    }

    private PostgresServer losingTheHost() {
        model.loseHosts();
        replica.kill();
        return replica;
    }

    private void awaitAvailable() {
        await().atMost(LIMIT).until(() -> describe().dbInstanceStatus().equals("available"));
    }

    private DBInstance describe() {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier("drlab"))
                .dbInstances()
                .get(0);
    }
}
