package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.FunctionError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parallel: scopes, failure of one branch, retry and catch of the whole. */
class ParallelTest {
    @TempDir
    Path directory;

    private Lab lab;

    @BeforeEach
    void setUp() {
        lab = new Lab(directory);
    }

    private static String call(String name, String what, String rest) {
        return """
                "NAME": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "f", "Payload": "WHAT"},
                  "Output": "{% $states.result.Payload %}", REST}""".replace("NAME", name).replace("WHAT", what).replace("REST", rest);
    }

    @Test
    void branchesReadOuterVariablesAndKeepTheirOwn() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "P"},
                "P": {"Type": "Parallel", "Arguments": {"given": "{% $x + 1 %}"},
                  "Branches": [
                    {"StartAt": "P1", "States": {
                      "P1": {"Type": "Pass", "Assign": {"own": "{% $x + 10 %}"}, "Next": "P1b"},
                      "P1b": {"Type": "Pass", "Output": ["{% $own %}", "{% $states.input.given %}"], "End": true}}},
                    {"StartAt": "P2", "States": {
                      "P2": {"Type": "Pass", "Assign": {"own": "{% $x + 20 %}"}, "Next": "P2b"},
                      "P2b": {"Type": "Pass", "Output": "{% $own %}", "End": true}}}],
                  "Assign": {"x": "{% $states.result[1] %}"}, "Next": "Z"},
                "Z": {"Type": "Succeed",
                  "Output": {"results": "{% $states.input %}", "x": "{% $x %}", "own": "{% $exists($own) %}"}}
                """);

        assertThat(lab.run(definition).output()).contains(Lab.json("{\"results\":[[11,2],21],\"x\":21,\"own\":false}"));
    }

    @Test
    void branchesRunSideBySide() {
        CyclicBarrier bothCalled = new CyclicBarrier(2);
        lab.agent = (name, payload) -> {
            try {
                bothCalled.await();
                return payload;
            } catch (Exception e) {
                throw new FunctionError("Alone", e.toString(), e);
            }
        };
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Parallel\", \"Branches\": ["
                + "{\"StartAt\": \"L\", \"States\": {" + call("L", "left", "\"End\": true") + "}},"
                + "{\"StartAt\": \"R\", \"States\": {" + call("R", "right", "\"End\": true") + "}}], \"End\": true}");

        ExecutionResult result = lab.run(definition);

        assertThat(result.output()).contains(Lab.json("[\"left\",\"right\"]"));
        assertThat(result.visits()).extracting(Visit::branch).contains("", "A[0]", "A[1]");
    }

    @Test
    void aFailingBranchStopsTheOthersAndTheWholeIsRetriedAndCaught() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(2);
        CountDownLatch[] hanging = {new CountDownLatch(1), new CountDownLatch(1)};
        int[] attempts = {0};
        lab.agent = (name, payload) -> {
            try {
                if (payload.asText().equals("right")) {
                    hanging[attempts[0]].await();
                    attempts[0]++;
                    throw new FunctionError("Broken", "on purpose");
                }
                hanging[attempts[0]].countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            return payload;
        };
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Parallel\", \"Branches\": ["
                + "{\"StartAt\": \"L\", \"States\": {" + call("L", "left", "\"End\": true") + "}},"
                + "{\"StartAt\": \"R\", \"States\": {" + call("R", "right", "\"End\": true") + "}}],"
                + """
                "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 4}],
                "Catch": [{"ErrorEquals": ["Broken"], "Next": "B", "Output": "{% $states.errorOutput.Error %}"}],
                "End": true},
                "B": {"Type": "Succeed"}""");

        ExecutionResult result = lab.run(definition);

        assertThat(result.output()).contains(Lab.json("\"Broken\""));
        assertThat(lab.time.sleeps()).containsExactly(Duration.ofSeconds(4));
        interrupted.await();
    }

    @Test
    void aFailStateInABranchFailsTheWhole() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Parallel", "Branches": [
                  {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Stop", "Cause": "here"}}}], "End": true}
                """);

        ExecutionResult result = lab.run(definition);

        assertThat(result.error()).contains("Stop");
        assertThat(result.cause()).contains("here");
    }

    @Test
    void theMachinesTimeoutReachesIntoBranches() {
        Definition definition = Lab.machine("\"TimeoutSeconds\": 5,", """
                "A": {"Type": "Parallel", "Branches": [
                  {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "B"},
                "B": {"Type": "Succeed"}
                """);

        ExecutionResult result = lab.run(definition);

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(result.endedAt()).isEqualTo(FakeTime.START.plusSeconds(5));
    }

    @Test
    void nestsParallelStates() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Parallel", "Branches": [{"StartAt": "I", "States": {
                    "I": {"Type": "Parallel", "Branches": [
                       {"StartAt": "X", "States": {"X": {"Type": "Pass", "Output": 1, "End": true}}},
                       {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "Output": 2, "End": true}}}], "End": true}}}],
                  "End": true}
                """);

        ExecutionResult result = lab.run(definition);

        assertThat(result.output()).contains(Lab.json("[[1,2]]"));
        assertThat(result.visits()).extracting(Visit::branch).contains("A[0]/I[1]");
    }
}
