package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first call of both machines finds a function that was idle for weeks. Lambda has reclaimed its network interface:
 * the call fails and wakes it, and calls fail until it is active again, about a minute later. Source: AWS Lambda Developer
 * Guide, "Lambda function states".
 */
class InactiveFunctionTest {
    @TempDir
    Path directory;

    private Lab lab;

    @BeforeEach
    void setUp() {
        lab = new Lab(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void theFirstCallWakesAnInactiveFunctionAndWaits(String verb) throws Exception {
        lab.agent = new Inactive(lab.time, Duration.ofSeconds(90));

        assertThat(lab.run(takeLock(verb)).succeeded()).isTrue();
        assertThat(lab.time.instant()).isBetween(FakeTime.START.plusSeconds(90), FakeTime.START.plusSeconds(95));
    }

    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void aFunctionThatDoesNotWakeFailsTheStateAfterTwoMinutes(String verb) throws Exception {
        lab.agent = new Inactive(lab.time, Duration.ofDays(1));

        ExecutionResult result = lab.run(takeLock(verb));

        assertThat(result.error()).contains("Lambda.ResourceConflictException");
        assertThat(lab.time.instant()).isEqualTo(FakeTime.START.plusSeconds(120));
    }

    @ParameterizedTest
    @CsvSource({
        "activate, Lambda.AccessDeniedException, 0",
        "activate, Lambda.ResourceNotFoundException, 0",
        "activate, Lambda.ServiceException, 7",
        "reprotect, Lambda.ResourceNotFoundException, 0",
        "reprotect, Lambda.TooManyRequestsException, 7",
    })
    void noOtherErrorIsWaitedFor(String verb, String error, int seconds) throws Exception {
        lab.agent = (name, payload) -> {
            throw new TaskError(error, "on purpose", null);
        };

        assertThat(lab.run(takeLock(verb)).error()).contains(error);
        assertThat(lab.time.instant()).isEqualTo(FakeTime.START.plusSeconds(seconds));
    }

    /** Step Functions' spelling of these is not documented: public state machines have both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lambda.EC2ThrottledException",
                "Lambda.Ec2ThrottledException",
                "Lambda.EC2UnexpectedException",
                "Lambda.Ec2UnexpectedException"
            })
    void anInterfaceThatCannotBeMadeAtOnceIsWaitedForToo(String error) throws Exception {
        Instant over = FakeTime.START.plusSeconds(60);
        lab.agent = (name, payload) -> {
            if (lab.time.instant().isBefore(over)) {
                throw new TaskError(error, "on purpose", null);
            }
            return payload;
        };

        assertThat(lab.run(takeLock("activate")).succeeded()).isTrue();
    }

    @Test
    void theStandInRefusesAsLambdaDoes() throws Exception {
        Inactive function = new Inactive(lab.time, Duration.ofSeconds(60));
        lab.time.advance(Duration.ofDays(14)); // it does not wake by itself

        assertThat(error(function)).isEqualTo("Lambda.ResourceNotReadyException");
        assertThat(error(function)).isEqualTo("Lambda.ResourceConflictException");
        lab.time.advance(Duration.ofSeconds(60));
        assertThat(function.invoke("f", Lab.json("1"))).isEqualTo(Lab.json("1"));
    }

    private static String error(LambdaFunction function) throws Exception {
        try {
            function.invoke("f", Lab.json("1"));
            return "none";
        } catch (TaskError e) {
            return e.error();
        }
    }

    /** The shipped state, with what the states before it assign, and an end with the error behind its Catch. */
    private static Definition takeLock(String verb) throws Exception {
        ObjectNode task = (ObjectNode) Lab.JSON
                .readTree(Definition.shipped(verb).json())
                .path("States")
                .path("TakeLock");
        task.put("Next", "Done");
        ((ObjectNode) task.path("Catch").path(0)).put("Next", "Failed");
        JsonNode variables = Lab.json("""
                {"runbook": {"agentFunction": "f", "lockLeaseSeconds": 60}, "owner": "run-1", "force": false}""");
        return Lab.machine("""
                "A": {"Type": "Pass", "Assign": VARIABLES, "Next": "TakeLock"},
                "TakeLock": TASK,
                "Done": {"Type": "Succeed"},
                "Failed": {"Type": "Fail", "Error": "{% $failure.error %}", "Cause": "{% $failure.cause %}"}
                """.replace("VARIABLES", variables.toString()).replace("TASK", task.toString()));
    }

    /** Inactive until it is called; from then on Pending for some time, and then active. */
    private static final class Inactive implements LambdaFunction {
        private final FakeTime time;
        private final Duration waking;
        private Instant called;

        Inactive(FakeTime time, Duration waking) {
            this.time = time;
            this.waking = waking;
        }

        @Override
        public synchronized JsonNode invoke(String name, JsonNode payload) throws TaskError {
            if (called == null) {
                called = time.instant();
                throw new TaskError("Lambda.ResourceNotReadyException", "The function is inactive.", null);
            }
            if (time.instant().isBefore(called.plus(waking))) {
                throw new TaskError("Lambda.ResourceConflictException", "The function is Pending.", null);
            }
            return payload;
        }
    }
}
