package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Link;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effects of {@code reprotect} on a stale region, the parts that it does not change, and its refusals. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReprotectIT {
    private static final ObjectMapper JSON = Json.mapper();

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private static StaleRegion stale;

    private String region;
    private ObjectNode runbook;

    @BeforeAll
    static void makeStale() throws Exception {
        stale = StaleRegion.make(regions);
    }

    @BeforeEach
    void keepRunbook() {
        region = stale.region().name();
        runbook = LabAccess.runbook(regions.lab(), region);
    }

    @AfterEach
    void mend() {
        LabAccess.runbook(regions.lab(), region, runbook);
        regions.lab().network().links().forEach(Link::heal);
        regions.lab().regions().forEach(region -> region.faults().disarmAll());
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                       | reason must",
                "{\"reason\":\"x\",\"mode\":\"planned\"}  | unknown field mode",
                "{\"reason\":\"x\",\"force\":1}           | force must",
                "{\"reason\":\"x\",\"rebuild\":\"yes\"}   | rebuild must"
            })
    void inputThatIsWrongIsNamed(String input, String says) throws Exception {
        ExecutionResult result =
                LabAccess.reprotect(regions.lab(), stale.region().name(), JSON.readTree(input), ExecutionListener.NONE);
        assertRefused(stale.region(), result, "InvalidInput", says);
        stale.assertUntouched();
    }

    @Test
    @Order(1)
    void theActiveRegionIsNotTouched() throws Exception {
        LabRegion active = regions.active();
        assertRefused(active, reprotect(active), "RegionActive", "run reprotect in the other region");
        regions.assertOnlyActive(active);
    }

    @Test
    @Order(1)
    void aPeerWhoseRecordCannotBeReadRefuses() throws Exception {
        regions.lab().network().control().cut();
        assertRefused(stale.region(), reprotect(stale.region()), "PeerUnreachable", "cannot be read");
        stale.assertUntouched();
    }

    @Test
    @Order(1)
    void aPeerWhoseDatabaseTakesNoWriteRefuses() throws Exception {
        regions.lab().network().peering().cut(CutMode.RESET);
        assertRefused(stale.region(), reprotect(stale.region()), "PeerNotWritable", "did not take a write");
        stale.assertUntouched();
    }

    @Test
    @Order(1)
    void aPeerWhoseRdsDoesNotAnswerRefuses() throws Exception {
        LabRegion peer = regions.active();
        peer.faults().failAlways(call -> call.is("Rds", "describeDBInstances"), Fault.SERVER_ERROR);
        assertRefused(stale.region(), reprotect(stale.region()), "PeerUnreachable", "does not describe");
        stale.assertUntouched();
    }

    @Test
    @Order(1)
    void aPeerWithoutAutomatedBackupsRefuses() throws Exception {
        backups(regions.active(), 0);
        try {
            assertRefused(stale.region(), reprotect(stale.region()), "PeerWithoutBackups", "backup retention");
        } finally {
            backups(regions.active(), 7);
        }
        stale.assertUntouched();
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "KmsKeyId, KmsKeyMismatch, is encrypted with",
        "DbSubnetGroupName, Rds.DbSubnetGroupNotFoundException, other",
        "DbParameterGroupName, Rds.DbParameterGroupNotFoundException, other",
        "DbInstanceClass, CannotRebuild, does not offer other"
    })
    void whatCouldNotBeRebuiltStays(String attribute, String error, String says) throws Exception {
        ObjectNode changed = runbook.deepCopy();
        String part = attribute.equals("DbParameterGroupName") ? "replicaSettings" : "replica";
        ((ObjectNode) changed.path(part)).put(attribute, "other");
        LabAccess.runbook(regions.lab(), stale.region().name(), changed);
        assertRefused(stale.region(), reprotect(stale.region()), error, says);
        stale.assertUntouched();
    }

    @Test
    @Order(1)
    void aDatabaseThatCannotBeAskedStays() throws Exception {
        stale.region().killDatabase();
        try {
            assertRefused(
                    stale.region(), reprotect(stale.region()), "DatabaseUnreadable", "rebooting and does not answer");
        } finally {
            stale.region().restoreDatabase();
        }
        stale.assertUntouched();
    }

    /** Someone opens it while the snapshot is taken: the last reading finds that, and the old database stays. */
    @Test
    @Order(2)
    void aWriterRoleThatIsOpenAgainStopsItBeforeAnythingIsRemoved() throws Exception {
        ExecutionResult result = regions.lab()
                .reprotect(
                        stale.region().name(),
                        ReprotectInput.of("test"),
                        onEntering("ObserveAgain", r -> StaleRegion.execute(r, "ALTER ROLE drlab_writer LOGIN")));
        assertRefused(stale.region(), result, "DatabaseOpen", "is open again");
        assertThat(LabAccess.database(regions.lab(), stale.region().name())
                        .orElseThrow()
                        .dbiResourceId())
                .isEqualTo(stale.before().dbiResourceId());
        assertThat(stale.snapshots()).hasSize(1);
    }

    /** Behind the refusal before: what was written since is in a snapshot of its own. */
    @Test
    @Order(3)
    void aStaleRegionBecomesTheStandbyAndCanTakeOverAgain() throws Exception {
        LabRegion active = regions.active();
        String orphan = "old_" + stale.region().name().replace('-', '_') + "_db";
        StaleRegion.execute(active, "SELECT pg_create_physical_replication_slot('" + orphan + "')");
        StaleRegion.execute(active, "SELECT pg_create_physical_replication_slot('of_another')");

        StaleRegion.execute(stale.region(), "CREATE TABLE orders (id integer)");
        for (int id = 1; id <= 3; id++) {
            StaleRegion.execute(stale.region(), "INSERT INTO orders VALUES (" + id + ")");
        }

        ExecutionResult result = reprotect(stale.region());

        assertSucceeded(result);
        JsonNode output = result.output().orElseThrow();
        stale.assertTells(output);
        assertThat(output.path("warnings")).isEmpty();
        assertThat(output.path("alreadyProtected").booleanValue()).isFalse();
        assertThat(output.path("divergence").path("items").longValue()).isEqualTo(1);
        assertAnotherApplicationsOrdersAreCounted(output.path("divergence").path("wal"));
        assertThat(output.path("snapshot").asText())
                .isEqualTo(stale.snapshots().get(1).dbSnapshotIdentifier());
        stale.assertReprotected(2);
        assertThat(regions.lastNotification(stale.region()).path("snapshot")).isEqualTo(output.path("snapshot"));
        assertThat(regions.ask(active, "SELECT string_agg(slot_name, ' ') FROM pg_replication_slots WHERE NOT active"))
                .isEqualTo("of_another");
        StaleRegion.execute(active, "SELECT pg_drop_replication_slot('of_another')");

        assertHealthyStandbyIsLeftAlone(stale.region());
        stale = StaleRegion.make(regions); // a switchover back
        assertThat(stale.region().name()).isEqualTo(active.name());
        regions.assertNothingLost(regions.active());
    }

    private static void assertAnotherApplicationsOrdersAreCounted(JsonNode wal) {
        assertThat(wal.path("status").asText()).isEqualTo("counted");
        assertThat(wal.path("foreignTransactions").longValue()).isEqualTo(3);
        assertThat(wal.path("transactions").longValue())
                .as("with the commit that is listed")
                .isEqualTo(4);
        assertThat(wal.path("relations").path(0).path("name").asText()).isEqualTo("public.orders");
        assertThat(wal.path("relations").path(0).path("inserted").longValue()).isEqualTo(3);
    }

    private static void assertHealthyStandbyIsLeftAlone(LabRegion standby) throws Exception {
        String resource =
                LabAccess.database(regions.lab(), standby.name()).orElseThrow().dbiResourceId();
        long postmaster = standby.server().process().orElseThrow().pid();
        int told = standby.notifications().size();
        ExecutionResult result = reprotect(standby);
        assertSucceeded(result);
        assertThat(result.output().orElseThrow().path("alreadyProtected").booleanValue())
                .isTrue();
        assertNotTold(result, "notTaken");
        assertThat(LabAccess.database(regions.lab(), standby.name())
                        .orElseThrow()
                        .dbiResourceId())
                .isEqualTo(resource);
        assertThat(standby.server().process().orElseThrow().pid()).isEqualTo(postmaster);
        assertThat(standby.notifications()).hasSize(told);
    }

    /** The snapshot has it in any case; nobody may read that as "nothing". */
    @Test
    @Order(4)
    void whatCouldNotBeListedOrCountedIsNoDivergenceOfZero() throws Exception {
        stale.region().faults().failAlways(ReprotectIT::isDivergence, Fault.SERVER_ERROR);

        ExecutionResult result = reprotect(stale.region());

        assertSucceeded(result);
        assertNotTold(result, "notSaved");
        JsonNode output = result.output().orElseThrow();
        assertThat(output.path("divergence").path("reason").asText()).contains("Lambda.ServiceException");
        assertThat(output.path("warnings").path(0).asText()).startsWith("SaveDivergence: ");
        JsonNode told = regions.lastNotification(stale.region());
        assertThat(told.path("divergence")).isEqualTo(output.path("divergence"));
        assertThat(output.path("snapshot").asText())
                .isEqualTo(stale.snapshots().get(0).dbSnapshotIdentifier());
    }

    private static boolean isDivergence(Call call) {
        return call.is("Lambda", "invoke")
                && call.request() instanceof JsonNode payload
                && payload.path("action").asText().equals("divergence");
    }

    private static void assertNotTold(ExecutionResult result, String status) {
        JsonNode divergence = result.output().orElseThrow().path("divergence");
        assertThat(divergence.path("status").asText()).isEqualTo(status);
        assertThat(divergence.path("reason").asText()).isNotBlank();
        assertThat(divergence).hasSize(2);
    }

    /** Its slot is gone on the active side: it will never stream again. It goes only when that is asked for. */
    @Test
    @Order(5)
    void aReplicaThatDoesNotStreamIsMadeAnewOnlyWhenAsked() throws Exception {
        regions.rebuildStandby();
        LabRegion standby = regions.standby();
        loseSlot(standby);
        regions.tuneRunbooks(book -> book.put("replicaTimeoutSeconds", 1));
        String resource =
                LabAccess.database(regions.lab(), standby.name()).orElseThrow().dbiResourceId();
        assertRefused(standby, reprotect(standby), "NotStreaming", "does not stream from");
        assertThat(LabAccess.database(regions.lab(), standby.name())
                        .orElseThrow()
                        .dbiResourceId())
                .isEqualTo(resource);
        ExecutionResult result = regions.lab()
                .reprotect(standby.name(), new ReprotectInput("test", false, true), ExecutionListener.NONE);
        regions.tuneRunbooks(book -> book.put("replicaTimeoutSeconds", 60));
        assertThat(LabAccess.database(regions.lab(), standby.name())
                        .orElseThrow()
                        .dbiResourceId())
                .isNotEqualTo(resource);
        if (!result.succeeded()) { // a second is short for a new replica: it is waited for, not made again
            assertThat(result.error().orElseThrow()).isIn("NotStreaming", "ReplicaNotAvailable");
            assertSucceeded(reprotect(standby));
        }
        regions.awaitReplicated();
        regions.assertNothingLost(standby);
    }

    private static void loseSlot(LabRegion standby) {
        String slot = "drlab_" + standby.name().replace('-', '_');
        standby.killDatabase();
        LabRegion active = regions.active();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            StaleRegion.execute(active, "SELECT pg_drop_replication_slot('" + slot + "')");
            return true;
        });
        standby.restoreDatabase();
    }

    private static void backups(LabRegion region, int days) {
        String identifier =
                LabAccess.database(regions.lab(), region.name()).orElseThrow().dbInstanceIdentifier();
        LabAccess.rds(regions.lab(), region.name())
                .modifyDBInstance(request -> request.dbInstanceIdentifier(identifier)
                        .backupRetentionPeriod(days)
                        .applyImmediately(true));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> LabAccess.database(regions.lab(), region.name())
                        .orElseThrow()
                        .backupRetentionPeriod()
                        .equals(days));
    }

    private static ExecutionResult reprotect(LabRegion region) throws InterruptedException {
        return regions.lab().reprotect(region.name(), ReprotectInput.of("test"), ExecutionListener.NONE);
    }

    private static ExecutionListener onEntering(String state, Consumer<LabRegion> action) {
        return event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals(state)) {
                action.accept(regions.standby());
            }
        };
    }

    private static void assertSucceeded(ExecutionResult result) {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
    }

    private static void assertRefused(LabRegion region, ExecutionResult result, String error, String... says)
            throws JsonProcessingException, SQLException {
        assertThat(result.error()).as("%s", result.cause()).contains(error);
        assertThat(result.cause().orElseThrow()).contains(says).contains("run the same command again");
        JsonNode told = regions.lastNotification(region);
        assertThat(told.path("verb").asText()).isEqualTo("reprotect");
        assertThat(told.path("error").asText()).isEqualTo(error);
        assertThat(result.cause().orElseThrow()).startsWith(told.path("state").asText() + ": ");
        assertThat(regions.lab().reprotectDefinition().json())
                .contains("\"" + told.path("state").asText() + "\"");
        assertThat(LabAccess.lockOwner(regions.lab(), region.name())).isEmpty();
    }
}
