package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drlab.contract.json.Json;
import dev.drlab.region.Identity;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.ExecutionStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The last words of a run. */
class ResultPrinterTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSuccessTellsEpochAndWarningsAndThatThereIsNoStandby() throws Exception {
        int code = printer(activate())
                .print(
                        result(
                                ExecutionStatus.SUCCEEDED,
                                "{\"epoch\":2,\"writableAfterSeconds\":41.5,\"fence\":{\"record\":\"raised\"},"
                                        + "\"warnings\":[\"FullCapacity: Ecs.EcsException\"]}",
                                ""),
                        Optional.empty());
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("activate SUCCEEDED: us-west-2 is the writer")
                .containsPattern("epoch +2\n")
                .containsPattern("writable +41.5 s after the incident's start")
                .contains("    FullCapacity: Ecs.EcsException")
                .containsPattern("took +90.0 s")
                .contains("./drlab break-glass reprotect OTHER_REGION");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRebuiltStandbyIsCalledThat() throws Exception {
        ExecutionRequest request = ExecutionRequest.reprotect("us-west-2", "back", false, false, Optional.empty());
        int code = printer(request)
                .print(
                        result(ExecutionStatus.SUCCEEDED, "{\"epoch\":3,\"snapshot\":\"snap-1\",\"warnings\":[]}", ""),
                        Optional.empty());
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("reprotect SUCCEEDED: us-west-2 is the standby")
                .containsPattern("snapshot +snap-1")
                .containsPattern("warnings +none");
    }

    @Test
    void whatOnlyTheOldDatabaseHadIsToldInWords() throws Exception {
        print("{\"status\":\"saved\",\"items\":2,\"canaries\":0,\"list\":\"\",\"wal\":{\"status\":\"counted\","
                + "\"summary\":\"5 transactions only in the old database (shop.orders: 3 inserted)\"}}");
        assertThat(out.toString())
                .containsPattern("divergence +2 items and 0 canaries only in the old database\n")
                .containsPattern("by its WAL +5 transactions only in the old database \\(shop.orders: 3 inserted\\)\n");
    }

    @Test
    void whatIsNotKnownIsNotToldAsNone() throws Exception {
        print("{\"status\":\"notSaved\",\"reason\":\"States.Timeout: no answer\"}");
        assertThat(out.toString())
                .containsPattern("divergence +not known: States.Timeout: no answer\n")
                .doesNotContain("0 items");
        print("{\"items\":0,\"canaries\":0,\"list\":\"\"}");
        assertThat(out.toString()).containsPattern("by its WAL +not counted: ");
    }

    private void print(String divergence) throws Exception {
        ExecutionRequest request = ExecutionRequest.reprotect("us-west-2", "back", false, false, Optional.empty());
        printer(request)
                .print(
                        result(
                                ExecutionStatus.SUCCEEDED,
                                "{\"epoch\":3,\"divergence\":" + divergence + ",\"warnings\":[]}",
                                ""),
                        Optional.empty());
    }

    @Test
    void theMachinesTimeoutIsAFailureOfTheMachine() throws Exception {
        assertThat(printer(activate()).print(result(ExecutionStatus.TIMED_OUT, "", "States.Timeout"), Optional.empty()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("activate TIMED_OUT in us-west-2: States.Timeout", "run again");
    }

    @Test
    void aStaleDatabaseIsToBeRebuilt() throws Exception {
        assertThat(printer(activate()).print(result(ExecutionStatus.FAILED, "", "StaleDatabase"), Optional.empty()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("next: ", "./drlab break-glass reprotect us-west-2 --reason TEXT");
    }

    private ResultPrinter printer(ExecutionRequest request) {
        Plan plan = new Plan(
                request, new Identity("123456789012", "arn"), "0".repeat(64), Path.of("j.jsonl"), Optional.empty());
        return new ResultPrinter(new PrintWriter(out, true), new PrintWriter(err, true), plan);
    }

    private static ExecutionRequest activate() {
        return ExecutionRequest.activate("us-west-2", "unplanned", "dark", Optional.empty(), false, Optional.empty());
    }

    private static ExecutionResult result(ExecutionStatus status, String output, String error)
            throws JsonProcessingException {
        return new ExecutionResult(
                "e",
                status,
                output.isEmpty() ? Optional.empty() : Optional.of(Json.mapper().readTree(output)),
                Optional.of(error).filter(e -> !e.isEmpty()),
                Optional.empty(),
                START,
                START.plusSeconds(90),
                List.of());
    }
}
