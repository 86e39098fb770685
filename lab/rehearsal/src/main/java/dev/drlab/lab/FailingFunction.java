package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskError;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A function behind its region's fault injector, each invocation a {@code Lambda.invoke} with the payload as its request.
 * It fails as Step Functions reports it: {@code Lambda.TooManyRequestsException}, {@code Lambda.ServiceException}, and for
 * an answer or a request that was lost {@code States.Timeout}, without the time that this takes. It is refused as an
 * inactive function is: {@code Lambda.ResourceNotReadyException} first, {@code Lambda.ResourceConflictException} until it
 * is active again. Sources: "Handle Lambda service exceptions", AWS Step Functions Developer Guide; "Lambda function
 * states", AWS Lambda Developer Guide. A dark region's function is not failed: nothing can run there that would invoke
 * it.
 */
final class FailingFunction implements LambdaFunction {
    private final LambdaFunction function;
    private final FaultInjector faults;
    private final AtomicBoolean waking = new AtomicBoolean();

    FailingFunction(LambdaFunction function, FaultInjector faults) {
        this.function = Objects.requireNonNull(function, "function");
        this.faults = Objects.requireNonNull(faults, "faults");
    }

    @Override
    public JsonNode invoke(String name, JsonNode payload) throws FunctionError, TaskError {
        Optional<Fault> fault = faults.claim(new Call("Lambda", "invoke", payload));
        if (fault.isEmpty() || fault.get() == Fault.ANSWER_LOST) {
            waking.set(false);
            JsonNode answer = function.invoke(name, payload);
            if (fault.isEmpty()) {
                return answer;
            }
        }
        throw error(fault.get(), name);
    }

    private TaskError error(Fault fault, String name) {
        return switch (fault) {
            case THROTTLED -> new TaskError("Lambda.TooManyRequestsException", "Rate Exceeded.", null);
            case SERVER_ERROR ->
                new TaskError("Lambda.ServiceException", "The service encountered an internal error.", null);
            case REFUSED -> inactive();
            case ANSWER_LOST, REQUEST_LOST -> new TaskError(TaskError.TIMEOUT, "no answer from " + name, null);
        };
    }

    private TaskError inactive() {
        return waking.getAndSet(true)
                ? new TaskError(
                        "Lambda.ResourceConflictException", "The operation cannot be performed at this time.", null)
                : new TaskError("Lambda.ResourceNotReadyException", "The function is inactive.", null);
    }
}
