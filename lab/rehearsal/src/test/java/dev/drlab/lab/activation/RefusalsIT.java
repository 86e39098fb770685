package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Link;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals of {@code activate}: their texts, and that the service stays as it was. */
class RefusalsIT {
    private static final ObjectMapper JSON = Json.mapper();

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** Its daily backup must not refuse a failover: RDS promotes it only afterwards. */
    @Test
    void aStandbyThatIsBackingUpIsWaitedForAndNotForEver() throws Exception {
        LabRegion standby = regions.standby();
        LabAccess.backingUp(regions.lab(), standby.name(), true);
        regions.tuneRunbooks(runbook -> runbook.put("promoteTimeoutSeconds", 1));

        ExecutionResult refused = regions.activate(standby, ActivateInput.planned("test"));

        assertThat(refused.error()).contains("BackingUp");
        assertThat(refused.cause().orElseThrow()).contains("still backing up after 1 s", "run the same command again");
        regions.assertOnlyActive(regions.active());
        regions.tuneRunbooks(runbook -> runbook.put("promoteTimeoutSeconds", 60));
        ExecutionResult waited = regions.lab().activate(standby.name(), ActivateInput.planned("test"), event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals("WaitForBackup")) {
                LabAccess.backingUp(regions.lab(), standby.name(), false);
            }
        });
        assertThat(waited.succeeded()).as("%s", waited.cause()).isTrue();
        regions.assertOnlyActive(standby);
        regions.rebuildStandby();
    }

    @AfterEach
    void mend() throws SQLException {
        regions.lab().network().links().forEach(Link::heal);
        regions.tuneRunbooks(runbook -> runbook.put("catchUpSeconds", 10)
                .put("rpoTargetSeconds", 300)
                .put("lockLeaseSeconds", 2)
                .put("desiredTasks", 1));
        regions.awaitReplicated();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                                | mode must be",
                "{\"mode\":\"Planned\",\"reason\":\"x\"}                                             | mode must be",
                "{\"mode\":7,\"reason\":\"x\"}                                                       | mode must be",
                "{\"mode\":\"planned\"}                                                              | reason must",
                "{\"mode\":\"planned\",\"reason\":\"  \"}                                            | reason must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"forced\":true}                             | unknown field forced",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"force\":\"true\"}                          | force must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"force\":1}                                 | force must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"yesterday\"}         | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":17}                    | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"2026-13-01T00:00:00Z\"} | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"2026-02-29T00:00:00Z\"} | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"2026-01-31T24:00:00Z\"} | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"2026-01-31T10:00:00+10:00\"} | incidentStartedAt must",
                "{\"mode\":\"planned\",\"reason\":\"x\",\"incidentStartedAt\":\"2126-01-31T10:00:00.5Z\"} | is in the future"
            })
    void inputThatIsWrongIsNamed(String input, String says) throws Exception {
        LabRegion standby = regions.standby();
        ExecutionResult result =
                LabAccess.activate(regions.lab(), standby.name(), JSON.readTree(input), ExecutionListener.NONE);
        assertRefused(standby, result, "InvalidInput", says);
    }

    @Test
    void anUnreachablePeerStopsASwitchover() throws Exception {
        LabRegion standby = regions.standby();
        regions.lab().network().control().cut();
        ExecutionResult result = regions.activate(standby, ActivateInput.planned("test"));
        assertRefused(
                standby, result, "PeerUnreachable", regions.active().name() + " cannot be read", "use mode unplanned");
    }

    @Test
    void aReplicaThatDoesNotStreamStopsASwitchover() throws Exception {
        LabRegion standby = regions.standby();
        regions.lab().network().peering().cut(CutMode.RESET);
        ExecutionResult result = regions.activate(standby, ActivateInput.planned("test"));
        assertRefused(
                standby,
                result,
                "NotStreaming",
                "does not stream from " + regions.active().name());
    }

    /** Also one that was made anew and has not replayed a single commit. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplicaThatLagsStopsASwitchover(boolean justMade) throws Exception {
        LabRegion standby = regions.standby();
        regions.tuneRunbooks(runbook -> runbook.put("rpoTargetSeconds", 1));
        if (justMade) {
            regions.rebuildStandby();
        } else {
            regions.write(1);
            regions.awaitReplicated();
        }
        ReplayPause.hold(standby.server());
        try {
            regions.write(1);
            JsonNode request = JsonNodeFactory.instance.objectNode().put("action", "replicationStatus");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> LabAccess.agent(regions.lab(), standby.name(), request)
                                    .path("database")
                                    .path("lagSeconds")
                                    .doubleValue()
                            > 1);
            ExecutionResult result = regions.activate(standby, ActivateInput.planned("test"));
            assertRefused(standby, result, "LagAboveTarget", "s behind, the target is 1 s");
        } finally {
            ReplayPause.release(standby.server());
        }
    }

    /** Replay stalls behind the drain: the switchover is taken back, and nobody has to wait for the drain's deadline. */
    @Test
    void aReplicaThatDoesNotCatchUpIsNotPromoted() throws Exception {
        LabRegion active = regions.active();
        LabRegion standby = regions.standby();
        AuthorityRecord before = regions.record(active);
        regions.write(3);
        regions.tuneRunbooks(runbook -> runbook.put("catchUpSeconds", 1).put("desiredTasks", 2));
        ExecutionResult result = regions.lab()
                .activate(
                        standby.name(),
                        ActivateInput.planned("test"),
                        onEntering(Map.of(
                                "Drain", () -> ReplayPause.hold(standby.server()),
                                "Undrain", () -> ReplayPause.release(standby.server()))));
        assertRefused(standby, result, "NotCaughtUp", "did not replay", "within 1 s");
        assertThat(standby.tasks().desiredCount())
                .as("as before it was scaled up")
                .isEqualTo(1);
        assertThat(regions.record(active).epoch()).isEqualTo(before.epoch());
        regions.assertOnlyActive(active);
        regions.assertNothingLost(active);
        regions.awaitReplicated();
        regions.assertNothingLost(standby);
    }

    /** The peering stays cut: the drain is taken from the record, and the primary opens its own database. */
    @Test
    void aSwitchoverThatIsCutOffBehindTheDrainIsTakenBackByThePrimary() throws Exception {
        LabRegion active = regions.active();
        LabRegion standby = regions.standby();
        regions.write(3);
        regions.tuneRunbooks(runbook -> runbook.put("catchUpSeconds", 1));
        Link peering = regions.lab().network().peering();
        AtomicBoolean admitted = new AtomicBoolean(true);
        try {
            ExecutionResult result = regions.lab()
                    .activate(
                            standby.name(),
                            ActivateInput.planned("test"),
                            onEntering(
                                    Map.of("Drain", () -> ReplayPause.hold(standby.server()), "CheckCaughtUp", () -> {
                                        admitted.set(regions.admitsWriter(active));
                                        peering.cut(CutMode.RESET);
                                    })));
            assertThat(admitted).isFalse();
            assertThat(peering.isCut()).isTrue();
            assertRefused(standby, result, "NotCaughtUp", "did not replay");
            assertThat(regions.lastNotification(standby).path("warnings").toString())
                    .contains("Undrain: ", "the peer lifts the drain by itself");
            regions.assertOnlyActive(active);
            regions.assertNothingLost(active);
        } finally {
            ReplayPause.release(standby.server());
        }
    }

    @Test
    void aRegionThatWasFailedOverIsStale() throws Exception {
        LabRegion lost = regions.active();
        long old = regions.record(lost).epoch();
        LabRegion target = regions.failOver();
        long raised = regions.record(target).epoch();
        regions.lab().restore(lost.name());
        for (ActivateInput input : List.of(
                ActivateInput.planned("test"),
                ActivateInput.unplanned("test", Instant.now()),
                new ActivateInput("unplanned", "test", Optional.empty(), true))) {
            ExecutionResult result = regions.activate(lost, input);
            assertRefused(lost, result, "StaleDatabase", "at epoch " + old, "highest epoch is " + raised, "reprotect");
            assertThat(regions.record(lost).epoch()).isEqualTo(old);
        }
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
        regions.rebuildStandby();
    }

    @Test
    void initialIsForTheFirstDeploymentOnly() throws Exception {
        LabRegion standby = regions.standby();
        ExecutionResult result = regions.activate(standby, ActivateInput.initial("test"));
        assertRefused(standby, result, "StaleDatabase", "initial is for the first deployment only");
    }

    @Test
    void theSecondExecutionInARegionIsRefusedWhileTheFirstRuns() throws Exception {
        LabRegion standby = regions.standby();
        regions.tuneRunbooks(runbook -> runbook.put("lockLeaseSeconds", 60));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<String> first = new AtomicReference<>();
        ExecutionListener hold = event -> {
            if (event.type() == EventType.EXECUTION_STARTED) {
                first.set(event.detail().path("execution").asText());
            } else if (enters(event, "Observe")) {
                locked.countDown();
                awaitUninterrupted(goOn);
            }
        };
        try (Executor threads = new Executor(1)) {
            Future<ExecutionResult> winner =
                    threads.submit(() -> regions.lab().activate(standby.name(), ActivateInput.planned("first"), hold));
            assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();
            ExecutionResult loser = regions.activate(standby, ActivateInput.planned("second"));
            goOn.countDown();
            assertRefused(standby, loser, "Locked", "activate '" + first.get() + "' holds the lock", "force");
            assertThat(winner.get(60, TimeUnit.SECONDS).succeeded()).isTrue();
        }
        regions.assertOnlyActive(standby);
        regions.rebuildStandby();
    }

    /** The hand-over took effect each time, and each time its answer was lost. */
    @Tag("deep")
    @Test
    void aHandOverWithoutAnAnswerIsCalledUnknownAndTheSameCommandEndsIt() throws Exception {
        LabRegion standby = regions.standby();
        regions.write(3);
        standby.faults()
                .failAlways(
                        call -> call.is("Lambda", "invoke")
                                && call.request() instanceof JsonNode payload
                                && payload.path("action").asText().equals("handover"),
                        Fault.ANSWER_LOST);
        try {
            ExecutionResult unknown = regions.activate(standby, ActivateInput.planned("answers are lost"));

            assertThat(unknown.cause().orElseThrow())
                    .startsWith("HandOver: ")
                    .contains("Whether authority has moved is not known", "run the same command again")
                    .doesNotContain("Authority has not moved");
            assertThat(regions.lastNotification(standby).path("next").asText()).contains("is not known");
        } finally {
            standby.faults().disarmAll();
        }
        ExecutionResult again = regions.activate(standby, ActivateInput.planned("answers are lost"));
        assertThat(again.succeeded()).as("%s", again.cause()).isTrue();
        regions.assertOnlyActive(standby);
        regions.assertNothingLost(standby);
        regions.rebuildStandby();
    }

    /** Every action that the definition asks of the agent is one that it has. */
    @Test
    void theAgentKnowsEveryActionOfTheDefinition() {
        Set<String> actions = new TreeSet<>();
        Matcher matcher = Pattern.compile("\"action\": \"(\\w+)\"")
                .matcher(regions.lab().activateDefinition().json());
        while (matcher.find()) {
            actions.add(matcher.group(1));
        }
        assertThat(actions).hasSizeGreaterThan(10);
        Map<String, String> unknown = new LinkedHashMap<>();
        for (String action : actions) {
            JsonNode request = JsonNodeFactory.instance.objectNode().put("action", action);
            Throwable refused = catchThrowable(
                    () -> LabAccess.agent(regions.lab(), regions.standby().name(), request));
            if (refused != null && refused.getMessage().contains("unknown action")) {
                unknown.put(action, refused.getMessage());
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** The error, the words of its cause, a notification that tells the same, no lock left, and authority where it was. */
    private static void assertRefused(LabRegion region, ExecutionResult result, String error, String... says)
            throws JsonProcessingException {
        assertThat(result.error()).as("%s", result.cause()).contains(error);
        assertThat(result.cause().orElseThrow()).contains(says).contains("run the same command again");
        JsonNode told = regions.lastNotification(region);
        assertThat(told.path("verb").asText()).isEqualTo("activate");
        assertThat(told.path("region").asText()).isEqualTo(region.name());
        assertThat(told.path("error").asText()).isEqualTo(error);
        assertThat(told.path("cause").asText()).contains(says);
        assertThat(told.path("next").asText()).contains("Authority has not moved", "run the same command again");
        assertThat(regions.lab().activateDefinition().json())
                .contains("\"" + told.path("state").asText() + "\"");
        assertThat(result.cause().orElseThrow()).startsWith(told.path("state").asText() + ": ");
        if (!error.equals("Locked")) {
            assertThat(LabAccess.lockOwner(regions.lab(), region.name())).isEmpty();
        }
    }

    private static ExecutionListener onEntering(Map<String, Runnable> actions) {
        Map<String, Runnable> left = new LinkedHashMap<>(actions);
        return event -> {
            if (event.type() == EventType.STATE_ENTERED) {
                Optional.ofNullable(left.remove(event.state())).ifPresent(Runnable::run);
            }
        };
    }

    private static boolean enters(ExecutionEvent event, String state) {
        return event.type() == EventType.STATE_ENTERED && event.state().equals(state);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads that end with the block. */
    private record Executor(ExecutorService service) implements AutoCloseable {
        Executor(int threads) {
            this(Executors.newFixedThreadPool(threads));
        }

        Future<ExecutionResult> submit(Callable<ExecutionResult> task) {
            return service.submit(task);
        }

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
