package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.statemachine.expression.Environment;
import dev.drlab.statemachine.expression.EvaluationException;
import dev.drlab.statemachine.expression.Expression;
import dev.drlab.statemachine.expression.ExpressionSyntaxException;
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

/** The calls of {@code reprotect}, the order in which it may remove anything, and the ends of its failures. */
class ReprotectDefinitionTest {
    /** All in the own region; the peer is reached by the agent alone. Adding one is a decision. */
    private static final Set<String> ALLOWED = Set.of(
            "arn:aws:states:::aws-sdk:ssm:getParameter",
            "arn:aws:states:::aws-sdk:rds:describeDBInstances",
            "arn:aws:states:::aws-sdk:rds:describeDBSubnetGroups",
            "arn:aws:states:::aws-sdk:rds:describeDBParameterGroups",
            "arn:aws:states:::aws-sdk:rds:describeOrderableDBInstanceOptions",
            "arn:aws:states:::aws-sdk:rds:createDBSnapshot",
            "arn:aws:states:::aws-sdk:rds:describeDBSnapshots",
            "arn:aws:states:::aws-sdk:rds:modifyDBInstance",
            "arn:aws:states:::aws-sdk:rds:rebootDBInstance",
            "arn:aws:states:::aws-sdk:rds:deleteDBInstance",
            "arn:aws:states:::aws-sdk:rds:createDBInstanceReadReplica",
            "arn:aws:states:::aws-sdk:ecs:describeServices",
            "arn:aws:states:::aws-sdk:ecs:updateService",
            "arn:aws:states:::aws-sdk:applicationautoscaling:registerScalableTarget",
            "arn:aws:states:::aws-sdk:sns:publish",
            "arn:aws:states:::lambda:invoke");

    private static final Set<AgentAction> AGENT_ACTIONS = Set.of(
            AgentAction.LOCK,
            AgentAction.UNLOCK,
            AgentAction.AUTHORITY,
            AgentAction.REPROTECT_STATUS,
            AgentAction.STAND_DOWN,
            AgentAction.DIVERGENCE,
            AgentAction.REPLICATION_STATUS,
            AgentAction.DROP_ORPHANED_SLOTS);

    private static final String FAILURE_PATH = "NotifyFailure";

    private final String json = Definition.shipped("reprotect").json();
    private final JsonNode states = parse(json).path("States");

    @Test
    void callsOnlyWhatItIsAllowedTo() {
        Set<String> called = new TreeSet<>(states.findValuesAsText("Resource"));
        assertThat(called).isEqualTo(new TreeSet<>(ALLOWED));
    }

    @Test
    void usesTheAgentsActions() {
        Set<AgentAction> used = EnumSet.noneOf(AgentAction.class);
        states.findValues("Payload").forEach(payload -> used.add(action(payload)));
        assertThat(used).isEqualTo(AGENT_ACTIONS);
    }

    private static AgentAction action(JsonNode payload) {
        return AgentAction.of(payload.path(AgentAction.FIELD).asText()).orElseThrow();
    }

    /** Every way from the start to a removal leads over each of these; without one of them there is none. */
    @Test
    void nothingIsRemovedBeforeTheLockTheChecksAndTheLastReading() {
        for (String gate : List.of(
                "ValidateInput",
                "TakeLock",
                "Observe",
                "PreCheck",
                "CheckSubnetGroup",
                "CheckParameterGroup",
                "CheckInstanceClass",
                "IsRemoved")) {
            assertThat(reachableWithout("ReadRunbook", gate))
                    .as("without %s", gate)
                    .doesNotContain("LiftProtection", "DeleteDatabase");
        }
        // An instance that RDS is deleting already needs no last reading; every other does.
        assertThat(predecessors("DescribeOld"))
                .containsExactlyInAnyOrder("IsClassOffered", "ExpectRemoval", "HoldLockForRemoval", "DeleteDatabase");
        assertThat(predecessors("ExpectRemoval")).containsExactly("RouteRemoval");
        assertThat(predecessors("RouteRemoval")).containsExactly("LastCheck");
        assertThat(predecessors("LastCheck")).containsExactly("ObserveAgain");
        assertThat(choice("IsClassOffered", "DescribeOld")).contains("$database.state = 'deleting'");
    }

    /** A standalone database reaches the last reading only behind the closing of its writer role and its snapshot. */
    @Test
    void aDatabaseThatIsNoReplicaOfThePeerIsClosedAndSavedFirst() {
        assertThat(predecessors("ObserveAgain")).containsExactlyInAnyOrder("IsClassOffered", "IsSnapshotAvailable");
        assertThat(choices("IsClassOffered", "ObserveAgain"))
                .containsExactly("{% $unsaved %}", "{% $database.replicaOfPeer %}");
        assertThat(choice("IsSnapshotAvailable", "ObserveAgain")).contains("$snapshotState = 'available'");
        for (String step : List.of("StandDown", "StopService", "CreateSnapshot", "DescribeSnapshot")) {
            assertThat(reachableWithout("StandDown", step))
                    .as("without %s", step)
                    .doesNotContain("ObserveAgain");
        }
    }

    /** Where no database is closed no tasks are stopped, so no clients are waited for; how long: WaitForClientsTest. */
    @Test
    void theTasksOfAClosedDatabaseAreStoppedBehindTheirClients() {
        assertThat(predecessors("StandDown")).containsExactly("IsClassOffered");
        assertThat(predecessors("AreClientsGone")).containsExactlyInAnyOrder("StandDown", "HoldLockForClients");
        assertThat(predecessors("LowerMinimum")).containsExactly("AreClientsGone");
        assertThat(predecessors("StopService")).containsExactly("LowerMinimum");
    }

    /**
     * Commits that cannot be read are neither listed nor saved, so the database is kept under a name that no run
     * deletes.
     */
    @Test
    void aFailedDatabaseIsKeptUnderAnotherNameAndOnlyOnDemand() {
        assertThat(states.path("PreCheck").path("Assign").path("unsaved").asText())
                .isEqualTo("{% $not($database.replicaOfPeer = true) and $database.state = 'failed' and"
                        + " $not($status.database.readable = true) %}");
        assertThat(states.path("PreCheck").path("Assign").path("refusal").asText())
                .contains(
                        "and $not($status.database.readable = true) and $not($rebuild and $database.state = 'failed') ?"
                                + " {'error': 'DatabaseUnreadable'");
        assertThat(states.path("RenameOld").findValue("NewDBInstanceIdentifier").asText())
                .contains("$unsaved ? '-unsaved-' : '-old-'");
        assertThat(states.path("DeleteKept").findValue("DbInstanceIdentifier").asText())
                .isEqualTo("{% $old.id %}");
        assertThat(chosen("drlab-unsaved-3 available", "drlab-old-3-unsaved-3 available")
                        .path("state")
                        .asText())
                .isEqualTo("gone");
    }

    /** Whatever the epoch was when it was put aside, and nothing else; several pages of an account's databases. */
    @Test
    void everyOldDatabaseOfThisCommandIsFoundAndNoOther() {
        String[] all = {
            "drlab available",
            "drlab-old-3 available",
            "drlab-old-7 available replica",
            "drlab-old-9 available",
            "drlab-old-x available",
            "drlab-old- available",
            "drlab-old-3b available",
            "another-drlab-old-3 available",
            "drlab-older-3 available",
            "drlab-unsaved-3 available",
            "drlab-old-1 deleting"
        };
        assertThat(listed("", all)).isEqualTo("drlab-old-3, drlab-old-7, drlab-old-9, drlab-old-1");
        assertThat(listed("drlab-old-3", "drlab-old-3 available", "drlab-old-5 available"))
                .as("what is known from an earlier page, or was just put aside, is named once")
                .isEqualTo("drlab-old-3, drlab-old-5");
        assertThat(listed("", "drlab available")).isEmpty();
        assertThat(chosen(all).path("id").asText()).isEqualTo("drlab-old-3");
        assertThat(chosen(all).path("removable").booleanValue()).isTrue();
        assertThat(chosen("drlab-old-3 modifying", "drlab-old-5 available")
                        .path("id")
                        .asText())
                .as("one that can go does not wait for one that cannot")
                .isEqualTo("drlab-old-5");
        assertThat(chosen("drlab-old-7 available replica").path("removable").booleanValue())
                .as("a replica of the peer")
                .isFalse();
        assertThat(chosen("drlab-old-9 available").path("removable").booleanValue())
                .as("an epoch that is still to come")
                .isFalse();
        assertThat(chosen("drlab-old-1 deleting").path("state").asText()).isEqualTo("gone");
        assertThat(choice("IsKeptGone", "KeptIsForeign")).isEqualTo("{% $not($old.removable = true) %}");
        assertThat(states.path("IsKeptGone").path("Choices"))
                .extracting(rule -> rule.path("Next").asText())
                .startsWith("KeptGoes", "KeptIsForeign");
        for (String page : List.of("ListKept", "ListRenamed", "FindKept")) {
            assertThat(targets(next(page))).as("a further page").contains(page);
            assertThat(evaluated(states.path(page).path("Arguments"), Map.of("keptMarker", text("m")))
                            .toString())
                    .isEqualTo("{\"MaxRecords\":20,\"Marker\":\"m\"}");
        }
    }

    private String listed(String kept, String... databases) {
        return evaluated(
                        states.path("ListKept").path("Assign").path("kept"),
                        Map.of("runbook", runbook(), "states", answer(databases), "kept", text(kept)))
                .asText();
    }

    /** The one of two pages' databases that is looked at, at epoch 7. */
    private JsonNode chosen(String... databases) {
        JsonNode found = Json.mapper().createArrayNode();
        for (String[] page : new String[][] {{"drlab available"}, databases}) {
            found = evaluated(
                    states.path("FindKept").path("Assign").path("keptFound"),
                    Map.of(
                            "runbook", runbook(),
                            "states", answer(page),
                            "keptFound", found,
                            "epoch", Json.mapper().valueToTree(7)));
        }
        return evaluated(states.path("ChooseKept").path("Assign").path("old"), Map.of("keptFound", found));
    }

    private static JsonNode runbook() {
        return parse("{\"dbInstance\":\"drlab\",\"peerDbInstanceArn\":\"peer\"}");
    }

    /** RDS's answer; each database as its name, its status and, of a replica, that word. */
    private static JsonNode answer(String... databases) {
        ObjectNode states = Json.mapper().createObjectNode();
        ArrayNode instances = states.putObject("result").putArray("DbInstances");
        for (String database : databases) {
            String[] words = database.split(" ");
            ObjectNode instance = instances
                    .addObject()
                    .put("DbInstanceIdentifier", words[0])
                    .put("DbInstanceStatus", words[1])
                    .put("DeletionProtection", true);
            if (words.length > 2) {
                instance.put("ReadReplicaSourceDBInstanceIdentifier", "peer");
            }
        }
        return states;
    }

    private static JsonNode text(String value) {
        return Json.mapper().valueToTree(value);
    }

    private static JsonNode evaluated(JsonNode expression, Map<String, JsonNode> variables) {
        try {
            return Expression.compile(Expression.undelimited(expression.asText()))
                    .evaluate(new Environment(variables, InstantSource.system()));
        } catch (ExpressionSyntaxException | EvaluationException e) {
            throw new AssertionError(expression.asText(), e);
        }
    }

    /** I11: the old database is only renamed; it goes when its successor is configured and streams. */
    @Test
    void theOldDatabaseGoesLast() {
        assertThat(predecessors("ExpectRemoval")).containsExactly("RouteRemoval");
        assertThat(choice("RouteRemoval", "ExpectRemoval"))
                .as("only a replica goes before its successor is there")
                .isEqualTo("{% $database.replicaOfPeer %}");
        assertThat(predecessors("FindKept"))
                .containsExactlyInAnyOrder("Route", "AreTasksRunning", "HoldLockForKept", "IsKeptFound");
        assertThat(predecessors("IsKeptGone")).containsExactly("ChooseKept");
        assertThat(predecessors("ChooseKept")).containsExactly("IsKeptFound");
        assertThat(predecessors("IsKeptFound")).containsExactly("FindKept");
        assertThat(choice("Route", "FindKept")).isEqualTo("{% $healthy %}");
        assertThat(predecessors("CheckTasks")).containsExactlyInAnyOrder("StartStandby", "HoldLockForTasks");
        assertThat(predecessors("RaiseMinimum")).containsExactly("IsStreaming");
        assertThat(choice("IsStreaming", "RaiseMinimum"))
                .contains("$streaming", "$replica.parameterStatus = 'in-sync'", "$replica.backupDays > 0");
        for (String step : List.of("LiftKeptProtection", "DeleteKept")) {
            assertThat(predecessors(step)).containsExactly("IsKeptGone");
        }
    }

    /** A lag that nothing tells is not one of 0: the old database, the only other copy, would go for it. */
    @Test
    void aReplicaWhoseLagIsNotKnownReplacesNothing() {
        Map<String, Boolean> lags = new LinkedHashMap<>();
        lags.put("\"lagSeconds\":3,\"lagKnown\":true", true);
        lags.put("\"lagSeconds\":301,\"lagKnown\":true", false);
        lags.put("\"lagSeconds\":0,\"lagKnown\":false", false);
        lags.put("\"lagSeconds\":0", false);
        lags.forEach((lag, enough) -> {
            JsonNode database = parse("{\"readable\":true,\"inRecovery\":true,\"streaming\":true," + lag + "}");
            Map<String, JsonNode> variables = new LinkedHashMap<>();
            variables.put(
                    "runbook",
                    parse("{\"rpoTargetSeconds\":300,\"standbyTasks\":1,"
                            + "\"replicaSettings\":{\"DbParameterGroupName\":\"g\"}}"));
            variables.put("wantedTasks", Json.mapper().valueToTree(1));
            variables.put(
                    "database",
                    parse("{\"replicaOfPeer\":true,\"state\":\"available\",\"parameterGroup\":\"g\","
                            + "\"parameterStatus\":\"in-sync\",\"backupDays\":7}"));
            variables.put("status", Json.mapper().createObjectNode().set("database", database));
            ObjectNode states = Json.mapper().createObjectNode();
            states.putObject("result").putObject("Payload").set("database", database);
            variables.put("states", states);
            assertThat(evaluated(this.states.path("PreCheck").path("Assign").path("healthy"), variables)
                            .booleanValue())
                    .as("left alone with %s", lag)
                    .isEqualTo(enough);
            assertThat(evaluated(
                                    this.states
                                            .path("CheckStreaming")
                                            .path("Assign")
                                            .path("streaming"),
                                    variables)
                            .booleanValue())
                    .as("waited for with %s", lag)
                    .isEqualTo(enough);
        });
    }

    /**
     * A database whose storage has grown is in storage-optimization for a day or more, and in use: it takes all modifications but
     * of its storage, and a replica with more storage than its source begins like that. Sources:
     * https://repost.aws/knowledge-center/rds-stuck-in-storage-optimization,
     * https://github.com/hashicorp/terraform-provider-aws/issues/12493.
     */
    @ParameterizedTest
    @CsvSource({
        "IsRenamed, RenameOld",
        "IsRemoved, LiftProtection",
        "IsRemoved, DeleteDatabase",
        "IsReplicaAvailable, IsReplicaConfigured",
        "IsKeptGone, LiftKeptProtection",
        "IsKeptGone, DeleteKept"
    })
    void storageThatIsBeingOptimizedIsNotWaitedFor(String state, String next) {
        assertThat(choice(state, next)).contains("in ['available', 'storage-optimization'");
    }

    @Test
    void aStandbyWhoseStorageIsBeingOptimizedIsHealthy() {
        assertThat(states.path("PreCheck").path("Assign").path("healthy").asText())
                .contains("$database.state in ['available', 'storage-optimization']");
    }

    /** Settings that RDS refuses at creation are made afterwards. */
    @Test
    void theReplicaIsMadeWithoutAParameterGroupAndGetsItThen() {
        assertThat(states.path("CreateReplica")
                        .findValue("MakeReplica")
                        .path("Arguments")
                        .asText())
                .contains("$runbook.replica,")
                .doesNotContain("replicaSettings", "SourceRegion");
        assertThat(states.path("ModifyReplica")
                        .findValue("SetSettings")
                        .path("Arguments")
                        .asText())
                .contains("$runbook.replicaSettings,");
        assertThat(predecessors("CheckStreaming")).containsExactly("IsReplicaConfigured");
    }

    /** Only the instance that was inspected loses its protection and is deleted, and never a replica that only lags. */
    @Test
    void onlyTheInstanceThatWasLookedAtIsRemoved() {
        JsonNode first = states.path("IsRemoved").path("Choices").get(0);
        assertThat(first.path("Condition").asText()).contains("$not($old.resourceId = $database.resourceId)");
        assertThat(first.path("Next").asText()).isEqualTo("DatabaseReplaced");
        assertThat(predecessors("LiftProtection")).containsExactly("IsRemoved");
        assertThat(predecessors("DeleteDatabase")).containsExactly("IsRemoved");
        for (String waiting : List.of("IsReplicaAvailable", "IsStreaming")) {
            assertThat(choice(waiting, "RemoveBroken")).contains("and $rebuild");
        }
        assertThat(states.path("RemoveBroken").path("Assign").path("rebuild").booleanValue())
                .as("only once in an execution")
                .isFalse();
    }

    @Test
    void aLoopThatRunsForLongKeepsTheLock() {
        states.properties().forEach(entry -> {
            if (entry.getValue().path("Type").asText().equals("Wait")) {
                JsonNode next = states.path(next(entry.getKey()));
                assertThat(next.path("Arguments").path("Payload").path("action").asText())
                        .as("behind %s", entry.getKey())
                        .isEqualTo("lock");
            }
        });
    }

    @Test
    void everyTaskEitherFailsOnTheOnePathOrOnlyWarns() {
        Set<String> optional = new TreeSet<>();
        Set<String> failing = reachableWithout(FAILURE_PATH, "");
        states.properties().forEach(entry -> {
            String name = entry.getKey();
            boolean calls = entry.getValue().has("Resource") || entry.getValue().has("Branches");
            if (!calls || failing.contains(name)) {
                return;
            }
            JsonNode catchers = entry.getValue().path("Catch");
            JsonNode last = catchers.get(catchers.size() - 1);
            assertThat(last.path("ErrorEquals").toString()).as(name).isEqualTo("[\"States.ALL\"]");
            if (name.equals("ReadRunbook")) {
                assertThat(last.path("Next").asText()).isEqualTo("RunbookUnreadable");
            } else if (!last.path("Next").asText().equals(FAILURE_PATH)) {
                optional.add(name);
            }
        });
        assertThat(optional)
                .containsExactlyInAnyOrder(
                        "LowerMinimum",
                        "SaveDivergence",
                        "ListKept",
                        "ListRenamed",
                        "FindKept",
                        "LiftKeptProtection",
                        "DeleteKept",
                        "CheckStreaming",
                        "HoldLockForClients",
                        "HoldLockForSnapshot",
                        "HoldLockForReplica",
                        "HoldLockForTasks",
                        "RaiseMinimum",
                        "CheckTasks",
                        "DropSlots",
                        "Notify",
                        "ReleaseLock",
                        "Protected");
        assertThat(failing).contains("Failed", "Superseded").doesNotContain("Protected", "DeleteDatabase");
    }

    /** A call to RDS whose answer was lost may have taken effect: what it asked for is described before it is sent again. */
    @Test
    void aMutationIsAskedForAgainOnlyBehindADescription() {
        Map<String, String> describedBy = new LinkedHashMap<>();
        states.properties().forEach(entry -> {
            List<JsonNode> calls = entry.getValue().findParents("Resource").stream()
                    .filter(task -> task.path("Resource").asText().contains(":rds:"))
                    .filter(task -> !task.path("Resource").asText().contains(":rds:describe"))
                    .toList();
            for (JsonNode call : calls) {
                assertThat(call.has("Retry") || entry.getValue().has("Retry"))
                        .as("%s is retried", entry.getKey())
                        .isFalse();
                describedBy.put(entry.getKey(), describing(entry.getKey()));
            }
        });
        assertThat(describedBy)
                .containsOnly(
                        Map.entry("CreateSnapshot", "DescribeSnapshot"),
                        Map.entry("RenameOld", "DescribeRenamed"),
                        Map.entry("LiftProtection", "DescribeOld"),
                        Map.entry("DeleteDatabase", "DescribeOld"),
                        Map.entry("CreateReplica", "DescribeReplica"),
                        Map.entry("ModifyReplica", "DescribeReplica"),
                        Map.entry("RebootReplica", "DescribeReplica"),
                        Map.entry("LiftKeptProtection", "FindKept"),
                        Map.entry("DeleteKept", "FindKept"));
    }

    /** The description behind a failure of the service: over a bounded count of tries, a wait, and the lock's heartbeat. */
    private String describing(String name) {
        String tried = StreamSupport.stream(states.path(name).path("Catch").spliterator(), false)
                .filter(catcher -> catcher.path("ErrorEquals").toString().contains("States.Timeout"))
                .map(catcher -> catcher.path("Next").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no way for a lost answer"));
        assertThat(states.path(tried).path("Choices").get(0).path("Condition").asText())
                .as(name)
                .contains("$tries > ");
        String hold = next(states.path(tried).path("Default").asText());
        return next(hold);
    }

    /** Commits that were not saved, or not inspected, are reported with a reason and without a number. */
    @Test
    void onlyTheAgentsAnswerSaysHowMuchTheOldDatabaseHad() {
        List<JsonNode> told = json().findValues("divergence").stream()
                .filter(value -> !value.asText().equals("{% $divergence %}")) // the output hands it on
                .toList();
        assertThat(told).contains(states.path("SaveDivergence").path("Assign").path("divergence"));
        for (JsonNode value : told) {
            if (value.isTextual()) {
                assertThat(value.asText()).isEqualTo("{% $states.result.Payload %}");
            } else {
                assertThat(value.path("status").asText()).isIn("notTaken", "notSaved");
                assertThat(value.properties()).extracting(Map.Entry::getKey).containsExactly("status", "reason");
            }
        }
        for (JsonNode caught : states.path("SaveDivergence").path("Catch")) {
            assertThat(caught.path("Assign").path("divergence").path("status").asText())
                    .isEqualTo("notSaved");
        }
    }

    /** An account that is not complete is a warning; so is that of an agent that makes none, and what no WAL tells. */
    @Test
    void whatWasNotCountedIsAWarning() {
        String complete = "\"rowsComplete\":true";
        assertThat(warningsOf("{\"wal\":{\"status\":\"counted\",\"summary\":\"0 transactions\"," + complete + "}}"))
                .isEqualTo("[]");
        assertThat(warningsOf("{\"wal\":{\"status\":\"counted\",\"summary\":\"0 of part\",\"rowsComplete\":false}}"))
                .isEqualTo("[\"SaveDivergence: 0 of part\"]");
        assertThat(warningsOf("{\"wal\":{\"status\":\"counted\",\"summary\":\"0\"}}"))
                .as("whether it has all rows is not said")
                .isEqualTo("[\"SaveDivergence: 0\"]");
        assertThat(warningsOf("{\"wal\":{\"status\":\"atLeast\",\"summary\":\"at least 1\"}}"))
                .isEqualTo("[\"SaveDivergence: at least 1\"]");
        assertThat(warningsOf("{\"wal\":{\"status\":\"counted\",\"summary\":\"0; unlogged: a\",\"unlogged\":[\"a\"],"
                        + complete + "}}"))
                .isEqualTo("[\"SaveDivergence: 0; unlogged: a\"]");
        assertThat(warningsOf("{}")).contains("SaveDivergence: the agent made no account by WAL", "were not counted");
    }

    private String warningsOf(String answer) {
        ObjectNode variable = Json.mapper().createObjectNode();
        variable.putObject("result").set("Payload", parse(answer));
        variable.putObject("context").putObject("State").put("Name", "SaveDivergence");
        return evaluated(
                        states.path("SaveDivergence").path("Assign").path("warnings"),
                        Map.of("states", variable, "warnings", Json.mapper().createArrayNode()))
                .toString();
    }

    private JsonNode json() {
        return parse(json);
    }

    private String choice(String state, String next) {
        return choices(state, next).get(0);
    }

    private List<String> choices(String state, String next) {
        return StreamSupport.stream(states.path(state).path("Choices").spliterator(), false)
                .filter(rule -> rule.path("Next").asText().equals(next))
                .map(rule -> rule.path("Condition").asText())
                .toList();
    }

    private String next(String name) {
        return states.path(name).path("Next").asText();
    }

    private List<String> targets(String name) {
        return EffectRules.targets(states.path(name));
    }

    private Set<String> predecessors(String target) {
        Set<String> found = new TreeSet<>();
        states.fieldNames().forEachRemaining(name -> {
            if (targets(name).contains(target)) {
                found.add(name);
            }
        });
        return found;
    }

    private Set<String> reachableWithout(String first, String without) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(first));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!name.equals(without) && reached.add(name)) {
                assertThat(states.path(name).isObject()).as(name).isTrue();
                open.addAll(targets(name));
            }
        }
        return reached;
    }

    private static JsonNode parse(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
