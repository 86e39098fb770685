package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.runbook.RunbookField;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An execution that waits as long as it may, in each of its waits, stays below the 25,000 events at which Step Functions ends
 * it: it would end without its failure path, with authority moved and nothing opened. Source: AWS Step Functions developer
 * guide, <em>Quotas related to state machine executions</em>.
 */
class EventLimitTest {
    private static final int LIMIT = 25_000;
    /** Of what is passed once, repeated calls included: more than there are states, times a call that is tried four times. */
    private static final int EVERYTHING_ELSE = 1_500;

    /**
     * One wait.
     *
     * @param times that an execution may be in it
     * @param longest how long it may take
     * @param poll the time between two readings
     * @param polls so many of those times a round takes
     * @param round the states of a round, in their order
     */
    private record Waiting(int times, RunbookField longest, RunbookField poll, int polls, List<String> round) {
        long events(JsonNode states) {
            long milliseconds = times * number(longest) * 1000;
            long rounds = milliseconds / (polls * number(poll)) + times;
            return rounds * round.stream().mapToInt(name -> cost(states, name)).sum();
        }

        private static int cost(JsonNode states, String name) {
            return states.path(name).path("Type").asText().equals("Task") ? 5 : 2; // scheduled, started, succeeded
        }

        private static long number(RunbookField field) {
            return Long.parseLong(field.defaultOnAws().orElseThrow());
        }
    }

    static Stream<Arguments> machines() {
        return Stream.of(
                Arguments.of(
                        "activate",
                        List.of(
                                new Waiting(
                                        1,
                                        RunbookField.PROMOTE_TIMEOUT_SECONDS,
                                        RunbookField.POLL_MILLIS,
                                        5,
                                        List.of(
                                                "WaitForBackup",
                                                "HoldLockForBackup",
                                                "Observe",
                                                "DescribeDatabase",
                                                "DescribeService",
                                                "PreCheck",
                                                "Route")),
                                new Waiting(
                                        1,
                                        RunbookField.CATCH_UP_SECONDS,
                                        RunbookField.POLL_MILLIS,
                                        1,
                                        List.of("WaitForReplay", "CheckCaughtUp", "IsCaughtUp")),
                                new Waiting(
                                        1,
                                        RunbookField.PROMOTE_TIMEOUT_SECONDS,
                                        RunbookField.POLL_MILLIS,
                                        1,
                                        List.of(
                                                "WaitForPromotion",
                                                "IsLockDue",
                                                "HoldLock",
                                                "DescribePromotion",
                                                "IsPromoted")),
                                new Waiting(
                                        1,
                                        RunbookField.TRAFFIC_SECONDS,
                                        RunbookField.TRAFFIC_POLL_MILLIS,
                                        1,
                                        List.of("WaitForTraffic", "ProbeTraffic", "IsTrafficServed")))),
                Arguments.of(
                        "reprotect",
                        List.of(
                                new Waiting(
                                        1,
                                        RunbookField.SNAPSHOT_TIMEOUT_SECONDS,
                                        RunbookField.REBUILD_POLL_MILLIS,
                                        1,
                                        List.of(
                                                "WaitForSnapshot",
                                                "HoldLockForSnapshot",
                                                "DescribeSnapshot",
                                                "IsSnapshotAvailable")),
                                new Waiting(
                                        1,
                                        RunbookField.REMOVE_TIMEOUT_SECONDS,
                                        RunbookField.REBUILD_POLL_MILLIS,
                                        1,
                                        List.of("WaitForRename", "HoldLockForRename", "DescribeRenamed", "IsRenamed")),
                                new Waiting( // once more where a replica that never arrived is made anew
                                        2,
                                        RunbookField.REPLICA_TIMEOUT_SECONDS,
                                        RunbookField.REBUILD_POLL_MILLIS,
                                        1,
                                        List.of(
                                                "WaitForReplica",
                                                "HoldLockForReplica",
                                                "DescribeReplica",
                                                "IsReplicaAvailable",
                                                "IsReplicaConfigured",
                                                "CheckStreaming",
                                                "IsStreaming")),
                                new Waiting(
                                        1,
                                        RunbookField.TASKS_TIMEOUT_SECONDS,
                                        RunbookField.REBUILD_POLL_MILLIS,
                                        1,
                                        List.of(
                                                "WaitForTasks",
                                                "HoldLockForTasks",
                                                "CheckTasks",
                                                "AreTasksRunning")))));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void anExecutionThatWaitsAsLongAsItMayStaysBelowTheLimit(String machine, List<Waiting> waits) throws Exception {
        JsonNode states = states(machine);
        waits.forEach(waiting -> assertIsRound(states, waiting));

        long events =
                waits.stream().mapToLong(waiting -> waiting.events(states)).sum();

        assertThat(events).isLessThan(LIMIT - EVERYTHING_ELSE);
    }

    /** Else the list above is of another document. */
    private static void assertIsRound(JsonNode states, Waiting waiting) {
        List<String> round = waiting.round();
        for (int i = 0; i < round.size(); i++) {
            String next = round.get((i + 1) % round.size());
            assertThat(EffectRules.targets(states.path(round.get(i))))
                    .as(round.get(i))
                    .contains(next);
        }
        String polls = waiting.polls() == 1 ? "" : waiting.polls() + " * ";
        assertThat(states.path(round.get(0)).path("Timestamp").asText())
                .as(round.get(0))
                .isEqualTo("{% $fromMillis($millis() + " + polls + "$runbook."
                        + waiting.poll().label() + ") %}");
    }

    /** Those of branches beside the others. */
    private static JsonNode states(String machine) throws Exception {
        JsonNode definition =
                Json.mapper().readTree(Definition.shipped(machine).json()).path("States");
        ObjectNode all = definition.deepCopy();
        definition.forEach(state -> state.path("Branches")
                .forEach(branch -> branch.path("States")
                        .properties()
                        .forEach(inner -> all.set(inner.getKey(), inner.getValue()))));
        return all;
    }
}
