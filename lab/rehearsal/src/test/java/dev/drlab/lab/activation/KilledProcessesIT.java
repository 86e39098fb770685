package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * SIGKILL for one process of each kind, in each role, at rest and while a state machine runs. Afterwards the lab is one
 * writer with a streaming standby again, and nothing that was acknowledged is lost: by itself, or by the commands that
 * {@code status} names.
 *
 * <p>Of the kinds, and of the states of a rebuilding and of a switchover, some are taken, unless the system property {@code
 * drlab.test.everyBoundary} is true.
 */
@Tag("deep")
@TestMethodOrder(OrderAnnotation.class)
class KilledProcessesIT {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final String POSTMASTER = "postmaster";
    private static final String TASK = "service task";
    private static final boolean ALL = Boolean.getBoolean("drlab.test.everyBoundary");
    /** Where the standby is made, and where it is told to become the writer. */
    private static final Set<String> SAMPLE = Set.of("CreateReplica", "Promote");
    /** PostgreSQL restarts by itself in the same way whichever of its own processes crashes, but for the WAL receiver. */
    private static final Set<String> SAMPLE_AT_REST = Set.of("checkpointer", "walreceiver", POSTMASTER, TASK);

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** Who is hit; which region that is changes with each failover. */
    private enum Role {
        WRITER(() -> regions.active()),
        STANDBY(() -> regions.standby());

        private final Supplier<LabRegion> region;

        Role(Supplier<LabRegion> region) {
            this.region = region;
        }

        LabRegion region() {
            return region.get();
        }
    }

    /** A crashed backend restarts PostgreSQL, RDS restarts a postmaster, ECS a task: nobody has to do anything. */
    @TestFactory
    @Order(1)
    Stream<DynamicTest> atRestTheLabRecoversByItself() {
        return Stream.of(Role.values())
                .flatMap(role -> processes(role.region()).keySet().stream()
                        .filter(kind -> ALL || SAMPLE_AT_REST.contains(kind))
                        .map(kind -> dynamicTest(kind + " of the " + role, () -> {
                            LabRegion writer = regions.active();
                            regions.write(3);
                            regions.awaitReplicated();
                            Long pid = processes(role.region()).get(kind);
                            if (pid == null) {
                                return; // PostgreSQL ended it by itself meanwhile, as it does with idle workers
                            }
                            kill(pid);
                            regions.assertOnlyActive(writer);
                            assertWriterAndStandby();
                        })));
    }

    /** With the command that {@code status} names, without waiting for RDS. */
    @TestFactory
    @Order(2)
    Stream<DynamicTest> restoreBringsBackADatabaseOfARegionThatIsUp() {
        return Stream.of(Role.values())
                .map(role -> dynamicTest(role.toString(), () -> {
                    regions.write(3);
                    regions.awaitReplicated();
                    LabRegion hit = role.region();
                    hit.killDatabase(); // RDS alone would never bring it back
                    assertThat(LabStatus.of(regions.lab()).next())
                            .anySatisfy(sentence -> assertThat(sentence).contains("./drlab restore " + hit.name()));
                    assertThat(regions.lab().restore(hit.name())).isTrue();
                    assertWriterAndStandby();
                    assertThat(regions.lab().restore(hit.name()))
                            .as("nothing is down any more")
                            .isFalse();
                }));
    }

    /** The region whose writer was replaced, at rest and in each phase of its rebuilding; and the writer in the same. */
    @TestFactory
    @Order(3)
    Stream<DynamicTest> whileRebuilding() {
        Stream<DynamicTest> own = Stream.of(
                        "DescribeDatabase",
                        "StandDown",
                        "CreateSnapshot",
                        "DescribeSnapshot",
                        "DeleteDatabase",
                        "CreateReplica",
                        "DescribeReplica",
                        "StartStandby")
                .filter(KilledProcessesIT::isTaken)
                .map(state -> dynamicTest("own postmaster at " + state, () -> rebuildWithKillAt(state, Role.STANDBY)));
        Stream<DynamicTest> writers = Stream.of("SaveDivergence", "CreateReplica", "DescribeReplica")
                .filter(KilledProcessesIT::isTaken)
                .map(state -> dynamicTest(
                        "the writer's postmaster at " + state, () -> rebuildWithKillAt(state, Role.WRITER)));
        return Stream.concat(own, writers);
    }

    @TestFactory
    @Order(4)
    Stream<DynamicTest> whileSwitchingOver() {
        return Stream.of(Role.values())
                .flatMap(role -> Stream.of("Drain", "HandOver", "Promote", "OpenDatabase")
                        .filter(KilledProcessesIT::isTaken)
                        .map(state -> dynamicTest("postmaster of the " + role + " at " + state, () -> {
                            regions.write(3);
                            regions.awaitReplicated();
                            LabRegion target = regions.standby();
                            LabRegion hit = role.region();
                            regions.lab().activate(target.name(), ActivateInput.planned("test"), killAt(state, hit));
                            regions.awaitLocksFree();
                            followStatus();
                            assertWriterAndStandby();
                        })));
    }

    /** The case that no restart repairs: the named commands still lead out of it, and no data is deleted unread. */
    @Test
    @Order(5)
    void anOldDatabaseThatCannotStartIsKeptUnderAnotherName() throws Exception {
        LabRegion next = regions.failOver();
        LabRegion old = regions.peerOf(next);
        Files.delete(old.server().dataDirectory().resolve("global/pg_control"));
        assertThatThrownBy(() -> regions.lab().restore(old.name()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("did not start");
        await("RDS gives it up")
                .atMost(TIME_LIMIT.multipliedBy(2))
                .until(() -> old.databaseStatus().equals("failed"));
        assertThat(regions.lab()
                        .reprotect(old.name(), ReprotectInput.of("test"), ExecutionListener.NONE)
                        .cause()
                        .orElseThrow())
                .contains("run reprotect with rebuild");
        followStatus();
        assertWriterAndStandby();
        assertThat(LabAccess.rds(regions.lab(), old.name())
                        .describeDBInstances()
                        .dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier)
                .anySatisfy(name -> assertThat(name).contains("-unsaved-"));
    }

    private static boolean isTaken(String state) {
        return ALL || SAMPLE.contains(state);
    }

    private static void rebuildWithKillAt(String state, Role role) throws Exception {
        LabRegion next = regions.failOver();
        LabRegion old = regions.peerOf(next);
        regions.lab().restore(old.name());
        regions.lab().reprotect(old.name(), ReprotectInput.of("test"), killAt(state, role.region()));
        followStatus();
        assertWriterAndStandby();
        assertThat(regions.active().name()).isEqualTo(next.name());
    }

    /** Acts like an operator who reads {@code status} and runs the command that it names, until it names none. */
    private static void followStatus() throws InterruptedException {
        StatusCommands commands = new StatusCommands(regions);
        try {
            await().atMost(TIME_LIMIT.multipliedBy(2)).pollDelay(Duration.ZERO).until(commands::nothingIsLeft);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("status still names " + LabStatus.of(regions.lab()) + " after " + commands, e);
        }
        assertThat(commands.commands()).as("commands that were needed").hasSizeLessThanOrEqualTo(6);
    }

    private static void assertWriterAndStandby() throws SQLException, InterruptedException {
        LabRegion writer = regions.active();
        regions.assertOnlyActive(writer);
        regions.awaitReplicated();
        for (LabRegion region : regions.lab().regions()) {
            await("tasks of " + region.name())
                    .atMost(TIME_LIMIT)
                    .until(() -> region.tasks().runningCount() >= 1);
            regions.assertNothingLost(region);
        }
        await("status names nothing to do: " + LabStatus.of(regions.lab()).next())
                .atMost(TIME_LIMIT)
                .until(() -> LabStatus.of(regions.lab()).next().isEmpty());
    }

    private static ExecutionListener killAt(String state, LabRegion hit) {
        AtomicBoolean done = new AtomicBoolean();
        return event -> {
            if (event.type() == EventType.STATE_ENTERED
                    && event.state().equals(state)
                    && done.compareAndSet(false, true)) {
                hit.server().process().ifPresent(postmaster -> kill(postmaster.pid()));
            }
        };
    }

    /** One process of each kind that the region has now, by its kind. */
    private static Map<String, Long> processes(LabRegion region) {
        Map<String, Long> found = new LinkedHashMap<>();
        try (Connection connection = region.server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT ON (backend_type) backend_type, pid"
                        + " FROM pg_stat_activity WHERE pid <> pg_backend_pid() ORDER BY backend_type")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThat(found).containsKey("checkpointer");
        found.put(POSTMASTER, region.server().process().orElseThrow().pid());
        found.put(TASK, region.tasks().processes().get(0).pid());
        return found;
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
