package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.Definition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry, Catch and the two timeouts. */
class RetryAndCatchTest {
    @TempDir
    Path directory;

    private Lab lab;

    @BeforeEach
    void setUp() {
        lab = new Lab(directory);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"IntervalSeconds\": 2, \"MaxAttempts\": 4, \"BackoffRate\": 3, \"MaxDelaySeconds\": 20 | 2000 6000 18000 20000",
                "\"IntervalSeconds\": 1, \"MaxAttempts\": 3, \"BackoffRate\": 1.5                        | 1000 1500 2250",
                "\"IntervalSeconds\": 5, \"MaxAttempts\": 2, \"BackoffRate\": 1                          | 5000 5000",
                "\"Comment\": \"the defaults\"                                                           | 1000 2000 4000",
            })
    void backsOff(String fields, String millis) {
        String[] expected = millis.split(" ");
        String[] errors = new String[expected.length];
        Arrays.fill(errors, "Busy");
        lab.agent = Lab.failing(errors);
        Definition definition =
                Lab.machine(Lab.task("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], " + fields + "}], \"End\": true"));

        assertThat(lab.run(definition).succeeded()).isTrue();
        assertThat(lab.time.sleeps())
                .containsExactlyElementsOf(Arrays.stream(expected)
                        .map(m -> Duration.ofMillis(Long.parseLong(m)))
                        .toList());
    }

    @Test
    void failsWhenTheRetriesAreUsedUp() {
        lab.agent = Lab.failing("Busy", "Busy", "Busy");
        Definition definition =
                Lab.machine(Lab.task("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2}], \"End\": true"));

        ExecutionResult result = lab.run(definition);

        assertThat(result.error()).contains("Busy");
        assertThat(result.cause()).contains("{\"errorMessage\":\"on purpose\",\"errorType\":\"Busy\"}");
        assertThat(lab.time.sleeps()).hasSize(2);
    }

    @Test
    void countsEachRetryEntryByItself() {
        lab.agent = Lab.failing("A", "B", "A", "B");
        Definition definition = Lab.machine(Lab.task("""
                "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 2, "IntervalSeconds": 1},
                          {"ErrorEquals": ["States.ALL"], "MaxAttempts": 2, "IntervalSeconds": 10}], "End": true"""));

        assertThat(lab.run(definition).succeeded()).isTrue();
        assertThat(lab.time.sleeps())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(20));
    }

    @Test
    void drawsFullJitterBetweenZeroAndTheDelay() {
        lab.agent = Lab.failing("Busy", "Busy", "Busy", "Busy", "Busy", "Busy");
        Definition definition = Lab.machine(Lab.task("""
                "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 6, "IntervalSeconds": 100, "BackoffRate": 1,
                           "JitterStrategy": "FULL"}], "End": true"""));

        assertThat(lab.run(definition).succeeded()).isTrue();
        assertThat(lab.time.sleeps())
                .allMatch(sleep -> !sleep.isNegative() && sleep.compareTo(Duration.ofSeconds(100)) <= 0)
                .doesNotHaveDuplicates();
    }

    @Test
    void showsTheRetryCountInTheContext() {
        lab.agent = Lab.failing("Busy", "Busy");
        Definition definition = Lab.machine(Lab.task("""
                "Retry": [{"ErrorEquals": ["Busy"]}],
                "Output": "{% $states.context.State.RetryCount %}", "End": true"""));

        assertThat(lab.run(definition).output()).contains(Lab.json("2"));
    }

    @Test
    void catchesWithAssignAndOutput() {
        lab.agent = Lab.failing("dev.drlab.agent.LagAboveTarget");
        Definition definition = Lab.machine(Lab.task("""
                "Catch": [{"ErrorEquals": ["Other"], "Next": "C"},
                          {"ErrorEquals": ["dev.drlab.agent.LagAboveTarget"], "Next": "B",
                           "Assign": {"why": "{% $states.errorOutput.Error %}"},
                           "Output": {"said": "{% $parse($states.errorOutput.Cause).errorMessage %}",
                                      "input": "{% $states.input.x %}"}}],
                "Next": "C\"""") + """
                ,"B": {"Type": "Succeed", "Output": {"why": "{% $why %}", "input": "{% $states.input %}"}},
                 "C": {"Type": "Fail"}
                """);

        assertThat(lab.run(definition, "{\"x\":5}").output())
                .contains(Lab.json("{\"why\":\"dev.drlab.agent.LagAboveTarget\","
                        + "\"input\":{\"said\":\"on purpose\",\"input\":5}}"));
    }

    @Test
    void handsOnTheErrorOutputWithoutAnOutput() {
        lab.agent = Lab.failing("Odd");
        Definition definition =
                Lab.machine(Lab.task("\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"B\"}], \"End\": true")
                        + ",\"B\": {\"Type\": \"Succeed\"}");

        JsonNode output = lab.run(definition).output().orElseThrow();

        assertThat(output.path("Error").asText()).isEqualTo("Odd");
        assertThat(output.path("Cause").asText()).contains("on purpose");
    }

    @Test
    void catchesAnUndefinedResultOfTheSameState() {
        Definition definition = Lab.machine(Lab.task("""
                "Assign": {"v": "{% $states.result.Payload.absent %}"},
                "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B"}], "End": true""") + ",\"B\": {\"Type\": \"Succeed\", \"Output\": \"caught\"}");

        assertThat(lab.run(definition).output()).contains(Lab.json("\"caught\""));
    }

    @ParameterizedTest(name = "{0} caught by {1}: {2}")
    @CsvSource({
        "Anything, States.TaskFailed, true",
        "Anything, States.ALL, true",
        "States.Timeout, States.TaskFailed, false",
        "States.Timeout, States.ALL, true",
        "States.Timeout, States.Timeout, true",
        "States.Runtime, States.ALL, false",
        "States.Runtime, States.TaskFailed, false",
        "States.DataLimitExceeded, States.ALL, false",
        "States.DataLimitExceeded, States.DataLimitExceeded, true",
    })
    void wildcardsMatchAsInStepFunctions(String error, String name, boolean matches) {
        assertThat(new StateFailure(error, "", null).matches(List.of(name))).isEqualTo(matches);
    }

    @Test
    void timesATaskOutAndInterruptsIt() throws InterruptedException {
        CountDownLatch interrupted = hangingAgent();
        Definition definition = Lab.machine(
                Lab.task("""
                "TimeoutSeconds": 7,
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "B"}], "End": true""") + ",\"B\": {\"Type\": \"Succeed\", \"Output\": \"{% $states.input.Error %}\"}");

        assertThat(lab.run(definition).output()).contains(Lab.json("\"States.Timeout\""));
        assertThat(lab.time.instant()).isEqualTo(FakeTime.START.plusSeconds(7));
        interrupted.await();
    }

    @Test
    void retriesATimeoutByName() throws InterruptedException {
        CountDownLatch interrupted = hangingAgent();
        Definition definition = Lab.machine(Lab.task("""
                "TimeoutSeconds": "{% 1 + 1 %}",
                "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}], "End": true"""));

        ExecutionResult result = lab.run(definition);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error()).contains("States.Timeout");
        assertThat(lab.time.instant()).isEqualTo(FakeTime.START.plusSeconds(2 + 1 + 2));
        interrupted.await();
    }

    @Test
    void timesTheMachineOutInATaskThatNothingCatches() throws InterruptedException {
        CountDownLatch interrupted = hangingAgent();
        Definition definition = Lab.machine(
                "\"TimeoutSeconds\": 30,",
                Lab.task("\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"B\"}], \"End\": true")
                        + ",\"B\": {\"Type\": \"Succeed\"}");

        ExecutionResult result = lab.run(definition);

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(result.error()).contains("States.Timeout");
        assertThat(result.endedAt()).isEqualTo(FakeTime.START.plusSeconds(30));
        assertThat(lab.journalTypes()).endsWith("ExecutionTimedOut");
        interrupted.await();
    }

    @Test
    void timesTheMachineOutInAWaitAndInALoop() {
        Definition loop = Lab.machine("\"TimeoutSeconds\": 10,", """
                "A": {"Type": "Wait", "Seconds": 3, "Next": "A2"},
                "A2": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "B"}], "Default": "A"},
                "B": {"Type": "Succeed"}
                """);

        ExecutionResult result = lab.run(loop);

        assertThat(result.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(lab.time.sleeps())
                .containsExactly(
                        Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    @Test
    void anExceptionOfTheFunctionCountsByItsClassName() {
        lab.agent = (name, payload) -> {
            throw new IllegalStateException("broken");
        };
        Definition definition = Lab.machine(Lab.task("\"End\": true"));

        ExecutionResult result = lab.run(definition);

        assertThat(result.error()).contains("java.lang.IllegalStateException");
        assertThat(result.cause().orElseThrow()).contains("\"errorMessage\":\"broken\"");
    }

    /** The function hangs until it is interrupted, and time runs to the deadline. */
    private CountDownLatch hangingAgent() {
        CountDownLatch interrupted = new CountDownLatch(1);
        lab.agent = (name, payload) -> {
            lab.time.hang();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            return payload;
        };
        return interrupted;
    }
}
