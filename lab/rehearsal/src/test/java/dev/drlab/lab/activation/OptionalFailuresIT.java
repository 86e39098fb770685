package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant I3, run: nothing optional fails an activation, and a call that is refused once is made again. */
@Tag("deep")
class OptionalFailuresIT {
    private static final Predicate<Call> OPTIONAL = call -> call.is("Ecs", "updateService")
            || call.is("ApplicationAutoScaling", "registerScalableTarget")
            || call.is("SecretsManager", "putSecretValue")
            || call.is("Rds", "addTagsToResource")
            || call.is("CloudWatch", "putMetricData")
            || call.is("Sns", "publish");

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    @AfterEach
    void reset() throws SQLException {
        regions.lab().regions().forEach(region -> region.faults().disarmAll());
        regions.tuneRunbooks(runbook -> runbook.put("trafficSeconds", 20));
        regions.rebuildStandby();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aSwitchoverWithoutAnyOptionalCallSucceedsAndWarns(Fault fault) throws Exception {
        LabRegion target = regions.standby();
        regions.write(3);
        target.faults().failAlways(OPTIONAL, fault);

        ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));

        assertWarnsOf(
                result,
                "ScaleUp",
                "FullCapacity",
                "RaiseMinimum",
                "PublishWriter",
                "TagActive",
                "PublishMetrics",
                "Notify");
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
    }

    @Test
    void aFailoverWithoutAnyOptionalCallSucceedsAndWarns() throws Exception {
        LabRegion target = regions.standby();
        regions.write(3);
        regions.awaitReplicated();
        target.faults().failAlways(OPTIONAL, Fault.SERVER_ERROR);
        Instant lostAt = regions.lab().kill(regions.active().name());

        ExecutionResult result = regions.activate(target, ActivateInput.unplanned("test", lostAt));

        assertWarnsOf(result, "FullCapacity", "RaiseMinimum", "PublishWriter", "TagActive", "PublishMetrics", "Notify");
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
    }

    /** An agent that was idle for weeks: the first call wakes it. */
    @Test
    void aFailoverWaitsForAnAgentThatIsInactive() throws Exception {
        LabRegion target = regions.standby();
        regions.write(3);
        regions.awaitReplicated();
        FaultRule inactive = target.faults().fail(call -> call.is("Lambda", "invoke"), Fault.REFUSED, 2);
        Instant lostAt = regions.lab().kill(regions.active().name());

        ExecutionResult result = regions.activate(target, ActivateInput.unplanned("test", lostAt));

        assertThat(inactive.hits()).isEqualTo(2);
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
    }

    @Test
    void trafficThatIsNotServedAndLocksThatCannotBeReleasedAreWarnings() throws Exception {
        LabRegion target = regions.standby();
        regions.tuneRunbooks(
                runbook -> runbook.put("trafficSeconds", 0)); // the guards need longer to see the hand-over
        target.faults().failAlways(call -> call.is("DynamoDb", "deleteItem"), Fault.SERVER_ERROR);
        regions.lab().region(target.name()).balancer().stop();
        try {
            ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));
            assertWarnsOf(result, "ConfirmTraffic", "ReleaseLock");
        } finally {
            target.balancer().start();
        }
        regions.assertOnlyActive(target);
    }

    /** Cut off from the region that was activated, the other one is active still, and clients are still led there. */
    @Test
    void trafficThatTheOtherRegionStillServesIsAWarning() throws Exception {
        LabRegion active = regions.active();
        LabRegion target = regions.standby();
        regions.awaitWritable(active);
        long epochBefore = regions.record(active).epoch();
        regions.tuneRunbooks(runbook -> runbook.put("trafficSeconds", 1));
        String itsUrl = leadClientsOf(target, active.balancer().uri().getPort());
        regions.lab().network().control().cut(CutMode.RESET);
        regions.lab().network().peering().cut(CutMode.RESET);
        try {
            ExecutionResult result = regions.activate(target, ActivateInput.unplanned("test", Instant.now()));
            assertWarnsOf(result, "ConfirmTraffic");
            assertThat(result.output().orElseThrow().path("warnings").get(0).asText())
                    .endsWith("at last it was served by " + active.name() + "/" + epochBefore);
        } finally {
            regions.lab().network().control().heal();
            regions.lab().network().peering().heal();
            leadClientsOf(target, URI.create(itsUrl).getPort());
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !regions.isActive(active));
        regions.assertOnlyActive(target);
    }

    /** Answers where they were led before. */
    private static String leadClientsOf(LabRegion region, int port) {
        ObjectNode runbook = LabAccess.runbook(regions.lab(), region.name());
        String before = runbook.path("publicUrl").asText();
        LabAccess.runbook(regions.lab(), region.name(), runbook.put("publicUrl", "http://127.0.0.1:" + port));
        return before;
    }

    private static void assertWarnsOf(ExecutionResult result, String... states) {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        List<String> warned = new ArrayList<>();
        for (JsonNode warning : result.output().orElseThrow().path("warnings")) {
            String text = warning.asText();
            assertThat(text).matches("\\w+: .*\\w.*");
            warned.add(text.substring(0, text.indexOf(':')));
        }
        assertThat(warned).containsExactly(states);
    }

    /** Each kind of call once refused with a throttle: the retry makes it, and nobody need be warned. */
    @Test
    void mandatoryCallsThatAreThrottledOnceAreRepeated() throws Exception {
        LabRegion target = regions.standby();
        regions.write(3);
        Map<String, FaultRule> rules = new LinkedHashMap<>();
        List.of(
                        "Ssm.getParameter",
                        "Rds.describeDBInstances",
                        "Rds.promoteReadReplica",
                        "Ecs.describeServices",
                        "DynamoDb.getItem",
                        "DynamoDb.updateItem")
                .forEach(call -> rules.put(
                        call,
                        target.faults()
                                .fail(
                                        made -> call.equals(made.service() + "." + made.operation()),
                                        Fault.THROTTLED,
                                        1)));

        ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));

        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        rules.forEach((call, rule) -> assertThat(rule.hits()).as(call).isEqualTo(1));
        assertThat(result.output().orElseThrow().path("warnings")).isEmpty();
        regions.assertOnlyActive(target);
        regions.assertNothingLost(target);
    }

    /** The promotion took effect, but nobody heard of it: the second request is refused, and that is no failure. */
    @Test
    void aPromotionWhoseAnswerIsLostIsNotAFailure() throws Exception {
        LabRegion target = regions.standby();
        FaultRule rule = target.faults().fail(call -> call.is("Rds", "promoteReadReplica"), Fault.ANSWER_LOST, 1);

        ExecutionResult result = regions.activate(target, ActivateInput.planned("test"));

        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
        assertThat(rule.hits()).isEqualTo(1);
        regions.assertOnlyActive(target);
    }
}
