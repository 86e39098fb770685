package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.console.execution.Place;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
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
    void aSuccessTellsWarningsAndJournalAndThatThereIsNoStandby() throws Exception {
        int code = printer()
                .print(
                        result(
                                ExecutionStatus.SUCCEEDED,
                                "{\"epoch\":2,\"writableAfterSeconds\":41.5,\"warnings\":[\"FullCapacity: Ecs.EcsException\"]}",
                                ""),
                        Optional.empty());
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("activate SUCCEEDED: us-west-2 is the writer at epoch 2; it took writes 41.5 s")
                .contains("Warning: FullCapacity: Ecs.EcsException")
                .contains("took 90.0 s; journal: j.jsonl")
                .contains("./drlab break-glass reprotect OTHER_REGION");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theMachinesTimeoutIsAFailureOfTheMachine() throws Exception {
        assertThat(printer().print(result(ExecutionStatus.TIMED_OUT, "", "States.Timeout"), Optional.empty()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("activate TIMED_OUT in us-west-2: States.Timeout", "run again");
    }

    @Test
    void aStaleDatabaseIsToBeRebuilt() throws Exception {
        assertThat(printer().print(result(ExecutionStatus.FAILED, "", "StaleDatabase"), Optional.empty()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("next: ", "./drlab break-glass reprotect us-west-2 --reason TEXT");
    }

    private ResultPrinter printer() {
        return new ResultPrinter(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Place("break-glass", List.of()),
                ExecutionRequest.activate("us-west-2", ActivateInput.unplanned("dark", START)),
                Path.of("j.jsonl"));
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
