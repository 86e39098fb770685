package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Turns how a run ended into its last event and its result. */
final class Ending {
    private final ExecutionContext context;
    private final Recorder recorder;

    Ending(ExecutionContext context, Recorder recorder) {
        this.context = context;
        this.recorder = recorder;
    }

    /** The part that runs. */
    interface Body {
        JsonNode run() throws StateFailure, StoppedException;
    }

    ExecutionResult of(Body body) {
        try {
            JsonNode output = body.run();
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.set("output", output);
            return end(ExecutionStatus.SUCCEEDED, EventType.EXECUTION_SUCCEEDED, detail);
        } catch (StateFailure failure) {
            return end(ExecutionStatus.FAILED, EventType.EXECUTION_FAILED, GraphRunner.failureDetail(failure));
        } catch (StoppedException stopped) {
            if (stopped.reason() == StopSignal.Reason.TIMED_OUT) {
                ObjectNode detail = JsonNodeFactory.instance.objectNode().put("error", StateFailure.TIMEOUT);
                detail.put("cause", "the execution did not end within the machine's TimeoutSeconds");
                return end(ExecutionStatus.TIMED_OUT, EventType.EXECUTION_TIMED_OUT, detail);
            }
            return end(ExecutionStatus.ABORTED, EventType.EXECUTION_ABORTED, JsonNodeFactory.instance.objectNode());
        }
    }

    private ExecutionResult end(ExecutionStatus status, EventType type, ObjectNode detail) {
        ExecutionEvent last = recorder.record(type, detail);
        return new ExecutionResult(
                context.name(),
                status,
                Optional.ofNullable(detail.get("output")),
                Optional.ofNullable(detail.get("error")).map(JsonNode::textValue),
                Optional.ofNullable(detail.get("cause"))
                        .map(JsonNode::textValue)
                        .filter(cause -> !cause.isEmpty()),
                context.startedAt(),
                last.at(),
                recorder.visits());
    }
}
