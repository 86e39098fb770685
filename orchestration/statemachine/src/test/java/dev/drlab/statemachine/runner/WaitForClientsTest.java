package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.FunctionError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of {@code reprotect} that wait for clients before it stops the tasks: the document's own, in time that jumps. */
class WaitForClientsTest {
    private static final int LEASE_SECONDS = 120;

    /** As SIGKILL: the runner writes nothing more. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    private Path directory;

    private final List<String> calls = new ArrayList<>();
    /** What the reading of the lock fails with, one call each; a blank one is a success. */
    private final List<String> lockErrors = new ArrayList<>();

    private Duration databaseClockAhead = Duration.ZERO;
    private Lab lab;

    @BeforeEach
    void answer() {
        lab = new Lab(directory);
        lab.agent = (name, payload) -> {
            String action = payload.path("action").asText();
            calls.add(action);
            if (action.equals("lock")) {
                assertThat(payload.path("leaseSeconds").asInt()).isEqualTo(LEASE_SECONDS);
                String error = lockErrors.isEmpty() ? "" : lockErrors.remove(0);
                if (!error.isEmpty()) {
                    throw new FunctionError(error, "on purpose");
                }
            }
            return Lab.JSON
                    .createObjectNode()
                    .put(
                            "closedAtMillis",
                            lab.time.instant().plus(databaseClockAhead).toEpochMilli());
        };
    }

    @Test
    void theWholeTimeIsWaitedAndTheLockKept() {
        assertSucceeded(run(machine("150", 1)));
        assertThat(seconds()).containsExactly(30L, 30L, 30L, 30L, 30L);
        assertThat(calls).containsExactly("standDown", "lock", "lock", "lock", "lock", "lock");
    }

    /** The lab; and a region whose tasks an earlier run stopped, or nobody wants. */
    @ParameterizedTest
    @CsvSource({"0, 2", "120, 0"})
    void nobodyIsWaitedForWhereNobodyIsServed(String connectionSeconds, int wantedTasks) {
        assertSucceeded(run(machine(connectionSeconds, wantedTasks)));
        assertThat(seconds()).isEmpty();
        assertThat(calls).containsExactly("standDown");
    }

    /** A deployment of before has no such field. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void aRunbookWithoutTheFieldMeansItsDefault(String connectionSeconds) {
        assertSucceeded(run(machine(connectionSeconds, 1)));
        assertThat(seconds().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(RunbookField.CLIENT_CONNECTION_SECONDS.numberOnAws());
    }

    /** When the database was closed says nothing of when clients left: a failover closes it before the name moves. */
    @ParameterizedTest
    @ValueSource(longs = {-86_400, 3_600})
    void theWaitIsReckonedByOneClockFromTheStandingDown(long closedSecondsAhead) {
        databaseClockAhead = Duration.ofSeconds(closedSecondsAhead);
        assertSucceeded(run(machine("20", 1)));
        assertThat(seconds()).containsExactly(20L);
    }

    @Test
    void aLockThatWasTakenEndsTheRun() {
        lockErrors.addAll(List.of("", "dev.drlab.agent.AgentException$Locked"));
        ExecutionResult taken = run(machine("120", 1));
        assertThat(taken.error()).contains("Locked");
        assertThat(taken.visits()).extracting(Visit::state).doesNotContain("LowerMinimum");
        assertThat(seconds()).hasSize(2);
    }

    @Test
    void anotherFailureOfTheLockEndsNoWait() {
        lockErrors.addAll(List.of("dev.drlab.agent.AgentException$Unreachable", "", "States.Timeout"));
        assertSucceeded(run(machine("120", 1)));
        assertThat(seconds()).containsExactly(30L, 30L, 30L, 30L);
    }

    @ParameterizedTest
    @CsvSource({"50, '30 30 10'", "3600, 30"})
    void aRunThatWasKilledWaitsTheRest(long deadSeconds, String slept) {
        Definition definition = machine("120", 1);
        List<ExecutionEvent> waits = new ArrayList<>();
        Runner killed = lab.runner(definition, event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals("WaitForClients")) {
                waits.add(event);
                if (waits.size() == 2) {
                    throw new Kill();
                }
            }
        });
        assertThatThrownBy(() -> killed.run("run-1", Lab.json("{}"), lab.journal()))
                .isInstanceOf(Kill.class);
        lab.time.advance(Duration.ofSeconds(deadSeconds));

        assertSucceeded(lab.runner(definition).resume(lab.journal()));

        assertThat(seconds().stream().filter(seconds -> seconds > 0).map(String::valueOf))
                .containsExactly(slept.split(" "));
    }

    private List<Long> seconds() {
        return lab.time.sleeps().stream().map(Duration::toSeconds).toList();
    }

    private ExecutionResult run(Definition definition) {
        return lab.run(definition);
    }

    private static void assertSucceeded(ExecutionResult result) {
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
    }

    /** From the standing down to where the tasks are stopped, which is the end here. */
    private static Definition machine(String connectionSeconds, int wantedTasks) {
        JsonNode shipped = Lab.json(Definition.shipped("reprotect").json()).path("States");
        ObjectNode machine =
                Lab.JSON.createObjectNode().put("QueryLanguage", "JSONata").put("StartAt", "Before");
        ObjectNode states = machine.putObject("States");
        ObjectNode assigned = states.putObject("Before")
                .put("Type", "Pass")
                .put("Next", "StandDown")
                .putObject("Assign");
        ObjectNode runbook =
                assigned.putObject("runbook").put("agentFunction", "f").put("lockLeaseSeconds", LEASE_SECONDS);
        if (!connectionSeconds.isEmpty()) {
            runbook.set(RunbookField.CLIENT_CONNECTION_SECONDS.label(), Lab.json(connectionSeconds));
        }
        assigned.put("wantedTasks", wantedTasks).put("epoch", 2).put("owner", "test");
        for (String state : List.of("StandDown", "AreClientsGone", "WaitForClients", "HoldLockForClients")) {
            states.set(state, shipped.path(state));
        }
        states.putObject("LowerMinimum").put("Type", "Succeed");
        for (String failed : List.of("NotifyFailure", "ReleaseLockAfterFailure")) {
            states.putObject(failed)
                    .put("Type", "Fail")
                    .put("Error", "{% $failure.error %}")
                    .put("Cause", "{% $failure.cause %}");
        }
        return Definition.parse("reprotect", machine.toString().getBytes(StandardCharsets.UTF_8));
    }
}
