package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.statemachine.expression.Environment;
import dev.drlab.statemachine.expression.Expression;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invariant I3 over {@code activate}: what it calls, and that nothing optional and no failing notifier can fail it. */
class ActivateDefinitionTest {
    /** Regional data planes, and the RDS and ECS control planes of the activated region. Adding one is a decision. */
    private static final Set<String> ALLOWED = Set.of(
            "arn:aws:states:::aws-sdk:ssm:getParameter",
            "arn:aws:states:::aws-sdk:rds:describeDBInstances",
            "arn:aws:states:::aws-sdk:rds:promoteReadReplica",
            "arn:aws:states:::aws-sdk:rds:addTagsToResource",
            "arn:aws:states:::aws-sdk:ecs:describeServices",
            "arn:aws:states:::aws-sdk:ecs:updateService",
            "arn:aws:states:::aws-sdk:applicationautoscaling:registerScalableTarget",
            "arn:aws:states:::aws-sdk:secretsmanager:putSecretValue",
            "arn:aws:states:::aws-sdk:cloudwatch:putMetricData",
            "arn:aws:states:::aws-sdk:sns:publish",
            "arn:aws:states:::lambda:invoke");

    /** Those of the agent's actions that activate needs; the lab's tests hold them against the agent. */
    private static final Set<AgentAction> AGENT_ACTIONS = Set.of(
            AgentAction.LOCK,
            AgentAction.UNLOCK,
            AgentAction.AUTHORITY,
            AgentAction.REPLICATION_STATUS,
            AgentAction.DRAIN,
            AgentAction.CAUGHT_UP,
            AgentAction.UNDRAIN,
            AgentAction.HANDOVER,
            AgentAction.RAISE,
            AgentAction.OPEN,
            AgentAction.VERIFY_WRITABLE,
            AgentAction.FENCE,
            AgentAction.PROBE);

    private static final Set<String> BEFORE_THE_ACTIVATION = Set.of("ScaleUp", "ScaleBack");
    private static final String FAILURE_PATH = "NotifyFailure";
    private static final String LAST_MANDATORY = "Activate";
    /** In front of the failure path once authority has moved. */
    private static final String LAST_CHECK = "AuthorityBeforeFailure";

    /** In front of what would take the tasks of a writer that another execution made here meanwhile. */
    private static final String CHECK_BEFORE_SCALING = "AuthorityBeforeScaleBack";

    private static final String SUPERSEDED_PATH = "ReleaseAfterFailure";

    private final String json = Definition.shipped("activate").json();
    private final JsonNode states = parse(json).path("States");

    @Test
    void callsOnlyWhatSurvivesTheLossOfTheOtherRegion() {
        Set<String> called = new TreeSet<>();
        tasks().values().forEach(task -> called.add(task.path("Resource").asText()));
        assertThat(called).isEqualTo(new TreeSet<>(ALLOWED));
    }

    @Test
    void usesTheAgentsActions() {
        Set<AgentAction> used = EnumSet.noneOf(AgentAction.class);
        tasks().values().stream()
                .filter(task -> task.path("Resource").asText().endsWith("lambda:invoke"))
                .forEach(task -> used.add(action(task.path("Arguments").path("Payload"))));
        assertThat(used).isEqualTo(AGENT_ACTIONS);
    }

    private static AgentAction action(JsonNode payload) {
        return AgentAction.of(payload.path(AgentAction.FIELD).asText()).orElseThrow();
    }

    @Test
    void whatFollowsTheActivationOnlyWarns() {
        Set<String> optional = reachableFrom(next(LAST_MANDATORY));
        assertThat(optional).contains("FullCapacity", "Notify", "ReleaseLock", "Active");
        assertThat(optional).doesNotContain(FAILURE_PATH, LAST_MANDATORY);
        Set<String> superseded = reachableFrom(SUPERSEDED_PATH);
        for (String name : optional) {
            JsonNode state = states.path(name);
            if (superseded.contains(name)) {
                continue; // what is not the writer any more has failed
            }
            assertThat(state.path("Type").asText()).as(name).isNotEqualTo("Fail");
            if (state.has("Resource") || state.has("Branches")) {
                assertWarns(name);
            }
        }
        BEFORE_THE_ACTIVATION.forEach(this::assertWarns); // optional too
    }

    /** It goes on as if it had succeeded; only the probe, which could not be decided on, skips its decision. */
    private void assertWarns(String name) {
        JsonNode state = states.path(name);
        JsonNode catcher = onlyCatch(name, state);
        String goesOn = switch (name) {
            case "ProbeTraffic" -> "PublishMetrics";
            case "Active" -> "ActiveUnconfirmed";
            default -> next(name);
        };
        assertThat(catcher.path("Next").asText()).as(name).isEqualTo(goesOn);
        assertThat(catcher.path("Assign").path("warnings").asText())
                .as(name)
                .startsWith("{% $append($warnings, [")
                .containsAnyOf("$states.context.State.Name", "'" + name + ": '");
    }

    @Test
    void everyMandatoryTaskFailsOnTheOnePath() {
        Set<String> optional = reachableFrom(next(LAST_MANDATORY));
        Set<String> failing = reachableFrom(FAILURE_PATH);
        states.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode state = entry.getValue();
            boolean calls = state.has("Resource") || state.has("Branches");
            boolean mandatory =
                    !optional.contains(name) && !failing.contains(name) && !BEFORE_THE_ACTIVATION.contains(name);
            if (calls && mandatory && !Set.of(LAST_CHECK, CHECK_BEFORE_SCALING).contains(name)) {
                JsonNode catcher = onlyCatch(name, state);
                String target = catcher.path("Next").asText();
                if (name.equals("ReadRunbook")) { // there is no topic to notify yet
                    assertThat(states.path(target).path("Type").asText()).isEqualTo("Fail");
                } else {
                    assertThat(target).as(name).isIn(FAILURE_PATH, LAST_CHECK, "Undrain", CHECK_BEFORE_SCALING);
                }
                if (!name.equals("Undrain")) {
                    assertThat(catcher.path("Assign").path("failure").asText())
                            .as(name)
                            .contains("'state'", "'error'", "'cause'");
                }
            }
        });
        assertThat(next("Undrain")).isEqualTo(CHECK_BEFORE_SCALING);
        assertThat(next(CHECK_BEFORE_SCALING)).isEqualTo("ScaleBack");
        assertThat(onlyCatch(CHECK_BEFORE_SCALING, states.path(CHECK_BEFORE_SCALING))
                        .path("Next")
                        .asText())
                .as("unknown is not unmoved")
                .isEqualTo(FAILURE_PATH);
        assertThat(next("ScaleBack")).isEqualTo(FAILURE_PATH);
    }

    /** An unplanned execution in the same region may have taken the epoch that this one was about to be given. */
    @Test
    void whoeverIsOvertakenBeforeTheHandOverTouchesNothingMore() {
        Map<String, String> ends = Map.of(
                "LiftLeftOverDrain",
                SUPERSEDED_PATH,
                "Undrain",
                SUPERSEDED_PATH,
                CHECK_BEFORE_SCALING,
                SUPERSEDED_PATH,
                // by the other region, it may be: then this one is the standby still, with the tasks of a writer
                "HandOver",
                CHECK_BEFORE_SCALING);
        assertThat(tasks().entrySet().stream()
                        .filter(task -> Set.of("undrain", "handover")
                                .contains(task.getValue()
                                        .path("Arguments")
                                        .path("Payload")
                                        .path("action")
                                        .asText()))
                        .map(Map.Entry::getKey))
                .as("those that may find a higher epoch")
                .containsExactlyInAnyOrder("LiftLeftOverDrain", "Undrain", "HandOver");
        ends.forEach((name, next) -> {
            JsonNode first = states.path(name).path("Catch").get(0);
            assertThat(first.path("ErrorEquals").toString()).as(name).contains(EffectRules.SUPERSEDED);
            assertThat(first.path("Next").asText()).as(name).isEqualTo(next);
        });
    }

    /**
     * A database is in storage-optimization for a day or more after its storage has grown, and works meanwhile: a failover must
     * not wait for that. Source: AWS, <em>Viewing Amazon RDS DB instance status</em>.
     */
    @ParameterizedTest
    @CsvSource({
        "unplanned, available, ''",
        "unplanned, storage-optimization, ''",
        "unplanned, modifying, DatabaseNotAvailable",
        "planned, available, ''",
        "planned, storage-optimization, DatabaseNotAvailable",
        "planned, backing-up, BackingUp"
    })
    void onlyAFailoverIsTriedWhileStorageIsOptimized(String mode, String state, String refusal) throws Exception {
        JsonNode found = refusal(
                mode,
                state,
                "{'highestEpoch': 1, 'holdsAuthority': false, 'peerRecordReadable': true,"
                        + " 'peerRecord': {'region': 'ap-southeast-2'}, 'database': {'epoch': 1,"
                        + " 'inRecovery': true, 'streaming': true, 'lagSeconds': 0, 'lagKnown': true}}");
        assertThat(found.path("error").asText()).isEqualTo(refusal);
    }

    /** Without a record there is no epoch to drain. Beware: in JSONata undefined differs from nothing. */
    @Test
    void aPeerWithoutARecordHandsNothingOver() throws Exception {
        JsonNode found = refusal(
                "planned",
                "available",
                "{'highestEpoch': 1, 'holdsAuthority': false, 'peerRecordReadable': true, 'peerRecord': null,"
                        + " 'database': {'epoch': 1, 'inRecovery': true, 'streaming': true, 'lagSeconds': 0, 'lagKnown': true}}");
        assertThat(found.path("error").asText()).isEqualTo("PeerNotActive");
        assertThat(found.path("cause").asText()).contains("it has no record", "mode unplanned there first");
    }

    @ParameterizedTest
    @CsvSource({"planned", "unplanned", "initial"})
    void aRegionWhoseRecordWasLostIsToldToWaitForThePeers(String mode) throws Exception {
        String status = "{'highestEpoch': 3, 'holdsAuthority': %s, 'ownRecordLost': true, 'peerUnknown': '%s',"
                + " 'peerRecord': null, 'database': {'epoch': 3, 'inRecovery': false}}";
        JsonNode unread = refusal(mode, "available", status.formatted(false, "its database does not answer"));
        assertThat(unread.path("error").asText()).isEqualTo("RecordLost");
        assertThat(unread.path("cause").asText()).contains("epoch 3", "its database does not answer", "by hand");
        assertThat(refusal(mode, "available", status.formatted(false, ""))
                        .path("error")
                        .asText())
                .isEqualTo("StaleDatabase");
        assertThat(refusal(mode, "available", status.formatted(true, ""))
                        .path("error")
                        .asText())
                .isEmpty();
    }

    /** The own record holds; the peer's is gone, and whether its database carries more decides. */
    @ParameterizedTest
    @CsvSource({"planned", "unplanned", "initial"})
    void aPeerWhoseRecordWasLostMayHaveTakenOver(String mode) throws Exception {
        String status = "{'highestEpoch': 3, 'holdsAuthority': %s, 'ownRecordLost': false, 'peerRecordAbsent': true,"
                + " 'peerUnknown': '%s', 'peerRecord': null, 'database': {'epoch': 3, 'inRecovery': false}}";
        JsonNode silent = refusal(mode, "available", status.formatted(false, "its database does not answer"));
        assertThat(silent.path("error").asText()).isEqualTo("RecordLost");
        assertThat(silent.path("cause").asText())
                .contains("record of ap-southeast-2 is gone", "epoch 3", "its database does not answer", "by hand");
        assertThat(refusal(mode, "available", status.formatted(false, ""))
                        .path("error")
                        .asText())
                .isEqualTo("StaleDatabase");
        assertThat(refusal(mode, "available", status.formatted(true, "its database does not answer"))
                        .path("error")
                        .asText())
                .as("the first epoch: there may never have been a record")
                .isEmpty();
    }

    /** A failover to a replica whose own record, or the peer's, is not there is refused for neither. */
    @Test
    void aFailoverDoesNotAskForThePeersRecord() throws Exception {
        assertThat(refusal(
                                "unplanned",
                                "available",
                                "{'highestEpoch': 1, 'holdsAuthority': false, 'ownRecordLost': false,"
                                        + " 'peerRecordAbsent': false, 'peerRecordReadable': true, 'peerRecord': null,"
                                        + " 'database': {'epoch': 1, 'inRecovery': true}}")
                        .path("error")
                        .asText())
                .isEmpty();
    }

    /** A lag that nothing tells is not one of 0; a failover goes on whatever the lag is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "planned   | 'lagSeconds': 300.5, 'lagKnown': true | LagAboveTarget",
                "planned   | 'lagSeconds': 300.5, 'lagKnown': false| LagAboveTarget",
                "planned   | 'lagSeconds': 0, 'lagKnown': false    | LagUnknown",
                "planned   | 'lagSeconds': 0                       | LagUnknown",
                "unplanned | 'lagSeconds': 300.5, 'lagKnown': true | ''",
                "unplanned | 'lagSeconds': 0, 'lagKnown': false    | ''",
                "unplanned | 'lagSeconds': 0                       | ''"
            },
            quoteCharacter = '"')
    void aSwitchoverNeedsALagThatIsKnown(String mode, String lag, String refusal) throws Exception {
        String status = "{'highestEpoch': 1, 'holdsAuthority': false, 'peerRecordReadable': true,"
                + " 'peerRecord': {'region': 'ap-southeast-2'}, 'database': {'epoch': 1,"
                + " 'inRecovery': true, 'streaming': true, " + lag + "}}";
        assertThat(refusal(mode, "available", status).path("error").asText()).isEqualTo(refusal.replace("'", ""));
    }

    private JsonNode refusal(String mode, String state, String status) throws Exception {
        String expression =
                states.path("PreCheck").path("Assign").path("refusal").asText();
        return Expression.compile(Expression.undelimited(expression))
                .evaluate(new Environment(
                        Map.of(
                                "mode",
                                json("'" + mode + "'"),
                                "runningTasks",
                                json("1"),
                                "database",
                                json("{'state': '%s', 'pending': false}".formatted(state)),
                                "runbook",
                                json("{'region': 'us-west-2', 'peerRegion': 'ap-southeast-2', 'dbInstance': 'd',"
                                        + " 'ecsService': 's', 'rpoTargetSeconds': 300, 'promoteTimeoutSeconds': 60}"),
                                "status",
                                json(status)),
                        InstantSource.system()));
    }

    /** The other region may answer at the public name, and be active there still. */
    @Test
    void trafficIsServedOnlyByThisRegionInThisEpoch() throws Exception {
        assertThat(states.path("ProbeTraffic").path("Arguments").path("Payload").toString())
                .contains("\"region\":\"{% $runbook.region %}\"", "\"epoch\":\"{% $epoch %}\"");
        assertThat(unconfirmed("{'ok': false, 'answeredBy': 'ap-southeast-2/1'}"))
                .isEqualTo(
                        "ConfirmTraffic: https://here was not served by the active region, us-west-2/2, within 300 s;"
                                + " at last it was served by ap-southeast-2/1");
        assertThat(unconfirmed("{'ok': false, 'error': 'refused'}"))
                .isEqualTo(
                        "ConfirmTraffic: https://here was not served by the active region, us-west-2/2, within 300 s");
    }

    /** The warning after a last probe with that answer. */
    private String unconfirmed(String answer) throws Exception {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("states", json("{'result': {'Payload': " + answer + "}}"));
        JsonNode assigned = states.path("ProbeTraffic").path("Assign");
        assertThat(evaluated(assigned.path("served"), variables).booleanValue()).isFalse();
        variables.put("answeredBy", evaluated(assigned.path("answeredBy"), variables));
        variables.put("warnings", json("['before']"));
        variables.put("epoch", json("2"));
        variables.put("runbook", json("{'region': 'us-west-2', 'publicUrl': 'https://here', 'trafficSeconds': 300}"));
        JsonNode warnings =
                evaluated(states.path("TrafficUnconfirmed").path("Assign").path("warnings"), variables);
        assertThat(warnings).hasSize(2);
        return warnings.get(1).asText();
    }

    /** No drain can save it, so whoever moves is told. */
    @Test
    void whatTheReplicaDoesNotGetIsAWarning() throws Exception {
        assertThat(drained("{'lsn': '0/1', 'notReplicated': ['unlogged shop.cart', 'logical replication slot cdc']}"))
                .isEqualTo(json("['before', 'Drain: not replicated, so us-west-2 does not have it: unlogged shop.cart,"
                        + " logical replication slot cdc']"));
        assertThat(drained("{'lsn': '0/1', 'notReplicated': ['unlogged shop.cart']}"))
                .isEqualTo(
                        json("['before', 'Drain: not replicated, so us-west-2 does not have it: unlogged shop.cart']"));
        assertThat(drained("{'lsn': '0/1', 'notReplicated': []}")).isEqualTo(json("['before']"));
        assertThat(drained("{'lsn': '0/1'}")).as("an agent of before").isEqualTo(json("['before']"));
    }

    /** A failover drains nothing, nor does a switchover behind one that died after it had handed over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unplanned |       | unlogged shop.cart | 1",
                "planned   |       | unlogged shop.cart | 1",
                "planned   | d/1   | unlogged shop.cart | 0",
                "initial   |       | unlogged shop.cart | 0",
                "unplanned |       |                    | 0"
            })
    void whatThePromotionEmptiedIsAWarningUnlessTheDrainToldIt(String mode, String token, String found, int told)
            throws Exception {
        JsonNode opened = Json.mapper()
                .createObjectNode()
                .set(
                        "result",
                        Json.mapper()
                                .createObjectNode()
                                .set(
                                        "Payload",
                                        json(
                                                found == null
                                                        ? "{'notReplicated': []}"
                                                        : "{'notReplicated': ['" + found + "', 'and more']}")));
        JsonNode branch = states.path(LAST_MANDATORY).path("Branches").get(0).path("States");
        JsonNode emptied =
                evaluated(branch.path("OpenDatabase").path("Assign").path("emptied"), Map.of("states", opened));
        JsonNode output =
                evaluated(branch.path("VerifyWritable").path("Output").path("emptied"), Map.of("emptied", emptied));
        JsonNode results = Json.mapper()
                .createObjectNode()
                .set(
                        "result",
                        json(
                                "[{'writableAtMillis': 1, 'stillClosed': []}, {'record': 'fenced', 'database': 'a replica'}]"));
        ((ObjectNode) results.path("result").get(0)).set("emptied", output);
        for (boolean replica : List.of(true, false)) {
            JsonNode warnings = evaluated(
                    states.path(LAST_MANDATORY).path("Assign").path("warnings"),
                    Map.of(
                            "states", results,
                            "warnings", json("['before']"),
                            "mode", json("'" + mode + "'"),
                            "handOver", json("''"),
                            "drainToken", json("'" + (token == null ? "" : token) + "'"),
                            "database", json("{'replica': " + replica + "}"),
                            "runbook", json("{'region': 'us-west-2', 'peerRegion': 'ap-southeast-2'}")));
            assertThat(warnings).hasSize(1 + told);
            if (told > 0) {
                assertThat(warnings.get(1).asText())
                        .isEqualTo((replica
                                        ? "OpenDatabase: empty after a promotion"
                                        : "OpenDatabase: empty, if an earlier run had this database promoted")
                                + ", as no replica gets what is in them: unlogged shop.cart, and more");
            }
        }
    }

    /** It may have asked for the promotion: then a database is open that nobody else would name. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whoeverIsOvertakenNamesTheDatabaseThatItMayHavePromoted(boolean raised) throws Exception {
        assertThat(states.path("ReadRunbook")
                        .path("Assign")
                        .path("mayBePromoted")
                        .asText())
                .isEqualTo("false");
        assertThat(states.path("RaiseEpoch")
                        .path("Assign")
                        .path("mayBePromoted")
                        .booleanValue())
                .isTrue();
        String cause = evaluated(
                        states.path("Superseded").path("Cause"),
                        Map.of(
                                "failure", json("{'state': 'Activate', 'cause': 'epoch 2 was superseded'}"),
                                "mayBePromoted", json(String.valueOf(raised)),
                                "runbook",
                                        json(
                                                "{'region': 'us-west-2', 'peerRegion': 'ap-southeast-2', 'dbInstance': 'd'}")))
                .asText();
        assertThat(cause).startsWith("Activate: epoch 2 was superseded. This run has done nothing more");
        assertThat(cause.contains(
                        "Unless database d is a replica still, roles that are not those of drlab may write to it"))
                .isEqualTo(raised);
        assertThat(cause.contains("when ap-southeast-2 is the writer, run reprotect in us-west-2"))
                .isEqualTo(raised);
    }

    /** Above the run's epoch somebody else is the writer; below it the run is, and has to tell that it may not write. */
    @ParameterizedTest
    @CsvSource({
        "fenced, fenced, FenceDone",
        "fenced, a replica, FenceDone",
        "not fenced: why, not fenced: why, FenceDone",
        "has a higher epoch, not fenced: why, NameOvertaker",
        "has a higher epoch, was opened meanwhile, NameOvertaker",
        "not fenced: why, has a higher epoch, NameOvertaker",
        "fenced, was opened meanwhile, PeerOpenedMeanwhile",
        "not fenced: why, was opened meanwhile, PeerOpenedMeanwhile"
    })
    void aFenceThatFindsThePeerOpenEndsByItsEpoch(String record, String database, String next) throws Exception {
        JsonNode fencing = states.path("Activate").path("Branches").get(1).path("States");
        JsonNode choice = fencing.path("WasOvertaken");
        Map<String, JsonNode> variables = Map.of(
                "states",
                json("{'input': {'record': '%s', 'database': '%s'}}".formatted(record, database)),
                "runbook",
                json("{'peerRegion': 'ap-southeast-2'}"),
                "status",
                json("{'seenEpoch': 3}"),
                "epoch",
                json("4"));
        String chosen = choice.path("Default").asText();
        for (JsonNode each : choice.path("Choices")) {
            if (evaluated(each.path("Condition"), variables).booleanValue()) {
                chosen = each.path("Next").asText();
                break;
            }
        }
        assertThat(chosen).isEqualTo(next);
        JsonNode opened = fencing.path("PeerOpenedMeanwhile");
        assertThat(opened.path("Error").asText()).isEqualTo(ErrorNames.PEER_OPENED_MEANWHILE);
        assertThat(evaluated(opened.path("Cause"), variables).asText())
                .startsWith("the database of ap-southeast-2 was opened in an epoch above 3,")
                .contains("run again, closes it");
    }

    private JsonNode drained(String answer) throws Exception {
        return evaluated(
                states.path("Drain").path("Assign").path("warnings"),
                Map.of(
                        "states",
                        json("{'result': {'Payload': " + answer + "}}"),
                        "warnings",
                        json("['before']"),
                        "runbook",
                        json("{'region': 'us-west-2'}")));
    }

    private static JsonNode evaluated(JsonNode expression, Map<String, JsonNode> variables) throws Exception {
        return Expression.compile(Expression.undelimited(expression.asText()))
                .evaluate(new Environment(variables, InstantSource.system()));
    }

    /**
     * A run again sees only the end of a promotion that an earlier one began: its seconds are no recovery time. RDS names a
     * replica's source until the promotion has ended; that the record was raised tells the rest.
     */
    @ParameterizedTest
    @CsvSource({
        "false, true , false, 20",
        "false, true , true , null",
        "true , true , true , 20",
        "true , false, true , 20",
        "false, false, true , null",
    })
    void secondsAreToldOnlyWhereTheRunSawTheirBeginning(
            boolean incidentGiven, boolean replica, boolean holdsAuthority, String seconds) throws Exception {
        JsonNode sawBeginning = evaluated(
                states.path("PreCheck").path("Assign").path("sawBeginning"),
                Map.of(
                        "incidentGiven", json(Boolean.toString(incidentGiven)),
                        "database", json("{'replica': " + replica + "}"),
                        "status", json("{'holdsAuthority': " + holdsAuthority + "}")));
        Environment environment = new Environment(
                Map.of(
                        "sawBeginning",
                        sawBeginning,
                        "writableAtMillis",
                        json("30000"),
                        "incidentStartedAt",
                        json("'1970-01-01T00:00:10Z'")),
                InstantSource.system());
        for (String end : List.of("Active", "ActiveUnconfirmed")) {
            String told =
                    states.path(end).path("Output").path("writableAfterSeconds").asText();
            assertThat(Expression.compile(Expression.undelimited(told))
                            .evaluate(environment)
                            .asText())
                    .as(end)
                    .isEqualTo(seconds);
        }
        JsonNode measured = states.path("PublishMetrics")
                .path("Branches")
                .get(0)
                .path("States")
                .path("IsRecoveryMeasured");
        String condition = measured.path("Choices").get(0).path("Condition").asText();
        assertThat(Expression.compile(Expression.undelimited(condition))
                        .evaluate(environment)
                        .asBoolean())
                .isEqualTo(!seconds.equals("null"));
        assertThat(measured.path("Choices").get(0).path("Next").asText()).isEqualTo("AuthorityBeforeMetrics");
        assertThat(measured.path("Default").asText())
                .as("the peer is asked all the same: what follows rests on it")
                .isEqualTo("AuthorityInstead");
    }

    /** One that finds authority here already may follow one that died before it had closed the other region. */
    @Test
    void onlyAnExecutionThatHandedOverLeavesTheOtherRegionUnfenced() {
        JsonNode branch = states.path(LAST_MANDATORY).path("Branches").get(1).path("States");
        JsonNode needed = branch.path("IsFenceNeeded");
        assertThat(needed.path("Choices").get(0).path("Condition").asText())
                .contains("$mode = 'planned' and $not($handOver = 'handedOver')");
        assertThat(needed.path("Choices").get(0).path("Next").asText()).isEqualTo("Fence");
        assertThat(states.path("PreCheck").path("Assign").path("handOver").asText())
                .as("an earlier execution's hand-over is known by the peer's record")
                .contains("$exists($status.peerRecord.handedOverBy)", ": ''");
        assertThat(branch.path("NoFence").path("Output").path("record").asText())
                .as("initial asks nobody")
                .contains("'not asked'");
    }

    @Test
    void everythingBetweenTheDrainAndTheHandOverUndrains() {
        for (String name : Set.of("Drain", "CheckCaughtUp")) {
            assertThat(onlyCatch(name, states.path(name)).path("Next").asText())
                    .as(name)
                    .isEqualTo("Undrain");
        }
        assertThat(next("NotCaughtUp")).isEqualTo("Undrain");
        assertThat(next("DrainLost")).isEqualTo("Undrain");
        // While it is unknown whether authority was handed over, nothing may be opened again.
        assertThat(onlyCatch("HandOver", states.path("HandOver")).path("Next").asText())
                .isEqualTo(FAILURE_PATH);
    }

    /** The agent makes it at each setting: an execution's name would be the same one again after a resume. */
    @Test
    void authorityIsHandedOverByTheTokenThatTheDrainAnsweredWith() {
        assertThat(states.path("Drain").path("Arguments").path("Payload").has("token"))
                .isFalse();
        assertThat(states.path("Drain").path("Assign").path("drainToken").asText())
                .contains("$states.result.Payload.token");
        for (String name : List.of("HandOver", "Undrain")) {
            assertThat(states.path(name)
                            .path("Arguments")
                            .path("Payload")
                            .path("token")
                            .asText())
                    .as(name)
                    .isEqualTo("{% $drainToken %}");
        }
        assertThat(states.path("Undrain").path("Arguments").path("Payload").has("owner"))
                .as("without an answer there is no token")
                .isTrue();
        assertThat(states.path("Undrain").path("Assign").path("warnings").asText())
                .contains("Payload.lifted", "Payload.why");
    }

    @Test
    void theFailurePathAlwaysReachesItsEnd() {
        Set<String> failing = reachableFrom(FAILURE_PATH);
        assertThat(failing).contains("Failed").doesNotContain("Active");
        for (String name : failing) {
            JsonNode state = states.path(name);
            switch (state.path("Type").asText()) {
                case "Task" ->
                    assertThat(onlyCatch(name, state).path("Next").asText())
                            .as(name)
                            .isEqualTo(next(name));
                case "Choice" -> assertThat(state.has("Default")).as(name).isTrue();
                case "Fail" -> assertThat(name).isIn("Failed", "Superseded");
                default -> assertThat(state.path("Type").asText()).as(name).isEqualTo("one that cannot fail");
            }
        }
    }

    /** A failure is told as the writer's only by a run that still is it. */
    @Test
    void aFailureBehindThePointOfNoReturnIsToldAfterACheck() {
        assertThat(states.path("Activate").path("Catch").get(1).path("Next").asText())
                .isEqualTo(LAST_CHECK);
        assertThat(states.path("RaiseEpoch").path("Catch").get(1).path("Next").asText())
                .isEqualTo(LAST_CHECK);
        assertThat(next(LAST_CHECK)).isEqualTo(FAILURE_PATH);
    }

    /** A promotion whose answer was lost, or that may have been asked for before a resume, is described first. */
    @Test
    void aPromotionIsAskedForAgainOnlyBehindADescription() {
        JsonNode branch = states.path("Activate").path("Branches").get(0).path("States");
        assertThat(branch.path("Promote").has("Retry")).isFalse();
        assertThat(branch.path("Promote").path("Catch")).hasSize(1);
        assertThat(branch.path("Promote").path("Catch").get(0).path("Next").asText())
                .isEqualTo("WaitAfterPromote");
        assertThat(branch.path("WaitAfterPromote").path("Next").asText()).isEqualTo("DescribePromotion");
        assertThat(branch.path("IsReplica")
                        .path("Choices")
                        .get(0)
                        .path("Condition")
                        .asText())
                .contains("RedriveCount = 0");
        assertThat(branch.path("IsReplica").path("Default").asText()).isEqualTo("IsSettled");
        assertThat(branch.path("IsSettled").path("Next").asText()).isEqualTo("DescribePromotion");
    }

    /** Branches are left to the Catch of their Parallel state, which is on the one failure path. */
    @Test
    void noBranchSwallowsAFailureOfWhatMakesTheRegionWritable() {
        for (String name : Set.of("DescribePromotion", "OpenDatabase", "VerifyWritable")) {
            assertThat(tasks().get(name).has("Catch")).as(name).isFalse();
        }
    }

    /** Beside the one for a run that was superseded. */
    private static JsonNode onlyCatch(String name, JsonNode state) {
        List<JsonNode> catchers = StreamSupport.stream(state.path("Catch").spliterator(), false)
                .filter(catcher -> !catcher.path("ErrorEquals").toString().contains(EffectRules.SUPERSEDED))
                .toList();
        assertThat(catchers).as("Catch of %s", name).hasSize(1);
        assertThat(catchers.get(0).path("ErrorEquals").toString()).as(name).isEqualTo("[\"States.ALL\"]");
        return catchers.get(0);
    }

    private String next(String name) {
        return states.path(name).path("Next").asText();
    }

    private Set<String> reachableFrom(String first) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(first));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (reached.add(name)) {
                JsonNode state = states.path(name);
                assertThat(state.isObject()).as(name).isTrue();
                open.addAll(EffectRules.targets(state));
            }
        }
        return reached;
    }

    /** Every Task, those of branches among them. */
    private Map<String, JsonNode> tasks() {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        collect(states, found);
        return found;
    }

    /** A promotion that was refused while RDS restarted the replica is asked for again, until the deadline. */
    @Test
    void aReplicaThatIsAvailableAgainIsPromotedAgainWithinTheTime() {
        JsonNode branch = states.path(LAST_MANDATORY).path("Branches").get(0).path("States");
        assertThat(branch.path("DescribePromotion")
                        .path("Assign")
                        .path("promotionOpen")
                        .asText())
                .contains("DbInstanceStatus = 'available'", "$exists(", "ReadReplicaSourceDBInstanceIdentifier");
        assertThat(branch.path("IsLockDue").path("Choices").findValuesAsText("Next"))
                .containsExactly("HoldLock", "AuthorityBeforePromotion");
        assertThat(branch.path("IsPromoted").path("Choices").findValuesAsText("Next"))
                .as("the deadline is looked at in each round")
                .containsExactly("OpenDatabase", "PromotionTimedOut", "PromotionFailed", "AuthorityBeforePromotion");
        assertThat(branch.path("WaitForPromotion").path("Next").asText()).isEqualTo("IsLockDue");
    }

    private static void collect(JsonNode graph, Map<String, JsonNode> found) {
        graph.properties().forEach(entry -> {
            if (entry.getValue().has("Resource")) {
                found.put(entry.getKey(), entry.getValue());
            }
            StreamSupport.stream(entry.getValue().path("Branches").spliterator(), false)
                    .forEach(branch -> collect(branch.path("States"), found));
        });
    }

    private static JsonNode json(String singleQuoted) {
        return parse(singleQuoted.replace('\'', '"'));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
