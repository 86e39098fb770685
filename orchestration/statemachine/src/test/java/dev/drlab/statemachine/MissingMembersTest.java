package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.expression.Environment;
import dev.drlab.statemachine.expression.EvaluationException;
import dev.drlab.statemachine.expression.Expression;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A check that lets a run go on refuses when a member that it rests on is missing, or null: in JSONata every comparison with
 * what is missing is false or undefined, so that a check which asks for the bad value takes it for the good one.
 */
class MissingMembersTest {
    private static final String RUNBOOK = "{'region': 'us-west-2', 'peerRegion': 'ap-southeast-2', 'dbInstance': 'd',"
            + " 'peerDbInstance': 'p', 'ecsService': 's', 'rpoTargetSeconds': 300, 'promoteTimeoutSeconds': 60,"
            + " 'replica': {'KmsKeyId': 'key'}}";
    private static final String STATUS = "'highestEpoch': 3, 'holdsAuthority': false, 'peerRecordReadable': true,"
            + " 'peerRecord': {'region': 'ap-southeast-2', 'epoch': 3}";

    /** Members that only messages show, or that later states rest on. */
    private static final Set<String> SHOWN = Set.of(
            "runbook.region",
            "runbook.dbInstance",
            "runbook.peerDbInstance",
            "runbook.ecsService",
            "runbook.promoteTimeoutSeconds");

    /**
     * A check.
     *
     * @param harmless what another check looks at, or what the run takes for the stricter case when it is missing
     */
    private record Check(String document, String state, Map<String, String> variables, Set<String> harmless) {
        @Override
        public String toString() {
            return document + " " + state + " " + variables.getOrDefault("mode", "");
        }

        Map<String, JsonNode> values() {
            Map<String, JsonNode> values = new LinkedHashMap<>();
            variables.forEach((name, value) -> values.put(name, json(value)));
            values.put("runbook", json(RUNBOOK));
            return values;
        }
    }

    /** Each with an answer of everybody's on which the run goes on. */
    static Stream<Arguments> checks() {
        String replica = "'database': {'inRecovery': true, 'streaming': true, 'lagSeconds': 1.0, 'lagKnown': true}";
        String writer = "'database': {'inRecovery': false, 'streaming': false, 'lagSeconds': 0.0, 'lagKnown': true}";
        String closed = "'peer': {'writable': true}, 'peerInstance': {'readable': true, 'backupRetentionDays': 7},"
                + " 'database': {'readable': true, 'openRoles': [], 'applicationSessions': 0}";
        return Stream.of(
                        activate("planned", STATUS + ", " + replica, Set.of("status.peerRecord.epoch")),
                        activate(
                                "unplanned",
                                STATUS + ", " + replica,
                                Set.of(
                                        "status.peerRecordReadable",
                                        "status.peerRecord",
                                        "status.peerRecord.epoch",
                                        "status.peerRecord.region",
                                        "status.database.streaming",
                                        "status.database.lagSeconds",
                                        "status.database.lagKnown",
                                        "runbook.rpoTargetSeconds",
                                        "runbook.peerRegion")),
                        activate(
                                "initial",
                                "'highestEpoch': 0, 'holdsAuthority': false, " + writer,
                                Set.of(
                                        "status.database.streaming",
                                        "status.database.lagSeconds",
                                        "status.database.lagKnown",
                                        "runbook.rpoTargetSeconds",
                                        "runbook.peerRegion")),
                        reprotect(
                                "PreCheck",
                                closed,
                                Set.of("status.database.applicationSessions", "status.database.openRoles")),
                        reprotect(
                                "LastCheck",
                                closed,
                                Set.of("database.kmsKeyId", "runbook.replica", "runbook.replica.KmsKeyId")))
                .map(Arguments::of);
    }

    /** An execution that is not known to hold authority is refused more. */
    private static Check activate(String mode, String status, Set<String> harmless) {
        return new Check(
                "activate",
                "PreCheck",
                Map.of(
                        "mode",
                        "'" + mode + "'",
                        "runningTasks",
                        "1",
                        "database",
                        "{'state': 'available', 'pending': false}",
                        "status",
                        "{" + status + "}"),
                both(harmless, Set.of("status.holdsAuthority", "runbook.replica", "runbook.replica.KmsKeyId")));
    }

    /** A database that is not known to be a replica, or to be gone, is checked more. */
    private static Check reprotect(String state, String status, Set<String> harmless) {
        return new Check(
                "reprotect",
                state,
                Map.of(
                        "rebuild", "false",
                        "unsaved", "false",
                        "epoch", "3",
                        "database", "{'state': 'available', 'replicaOfPeer': false, 'kmsKeyId': 'key'}",
                        "status", "{" + STATUS + ", " + status + "}"),
                both(harmless, Set.of("database.replicaOfPeer", "database.state", "runbook.rpoTargetSeconds")));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    @ParameterizedTest
    @MethodSource("checks")
    void whatIsMissingIsRefused(Check check) {
        assertThat(refusal(check, check.values())).as("with all of it").isEmpty();
        Set<String> slipped = new TreeSet<>();
        for (String variable : List.of("status", "database", "runbook")) {
            for (List<String> path : paths(check.values().get(variable))) {
                String name = variable + "." + String.join(".", path);
                for (boolean nothing : new boolean[] {true, false}) {
                    if (refusal(check, without(check.values(), variable, path, nothing))
                            .isEmpty()) {
                        slipped.add(name);
                    }
                }
            }
        }
        assertThat(slipped).isEqualTo(both(check.harmless(), SHOWN));
    }

    private static Map<String, JsonNode> without(
            Map<String, JsonNode> values, String variable, List<String> path, boolean nothing) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(values);
        JsonNode root = values.get(variable).deepCopy();
        JsonNode parent = root;
        for (String step : path.subList(0, path.size() - 1)) {
            parent = parent.path(step);
        }
        String last = path.get(path.size() - 1);
        if (nothing) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).putNull(last);
        }
        changed.put(variable, root);
        return changed;
    }

    private static List<List<String>> paths(JsonNode object) {
        List<List<String>> paths = new ArrayList<>();
        object.properties().forEach(member -> {
            paths.add(List.of(member.getKey()));
            if (member.getValue().isObject()) {
                paths(member.getValue()).forEach(path -> {
                    List<String> longer = new ArrayList<>(List.of(member.getKey()));
                    longer.addAll(path);
                    paths.add(longer);
                });
            }
        });
        return paths;
    }

    /** The error of the refusal; an expression that cannot be evaluated ends the run as well. */
    private static String refusal(Check check, Map<String, JsonNode> values) {
        JsonNode expression = json(Definition.shipped(check.document()).json())
                .path("States")
                .path(check.state())
                .path("Assign")
                .path("refusal");
        try {
            return Expression.compile(Expression.undelimited(expression.asText()))
                    .evaluate(new Environment(values, InstantSource.system()))
                    .path("error")
                    .asText();
        } catch (EvaluationException e) {
            return "States.QueryEvaluationError";
        } catch (Exception e) {
            throw new AssertionError(check.toString(), e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.startsWith("{\n") ? text : text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
