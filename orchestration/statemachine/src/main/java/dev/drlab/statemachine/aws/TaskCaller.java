package dev.drlab.statemachine.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.model.TaskResource;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Calls what a Task names. Safe for use by several threads. */
public final class TaskCaller {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCaller.class);
    private static final int LAMBDA_OK = 200;

    private final AwsClients clients;
    private final LambdaFunction lambda;
    private final Map<TaskResource.SdkCall, SdkOperation> operations = new ConcurrentHashMap<>();

    /** Calls services through {@code clients} and functions through {@code lambda}; both stay the caller's to close. */
    public TaskCaller(AwsClients clients, LambdaFunction lambda) {
        this.clients = Objects.requireNonNull(clients, "clients");
        this.lambda = Objects.requireNonNull(lambda, "lambda");
    }

    /**
     * Makes sure that {@code resource} can be called; the client is not created yet.
     *
     * @throws IllegalArgumentException if there is no client for it, or the operation does not exist
     */
    public void prepare(TaskResource resource) {
        if (resource instanceof TaskResource.SdkCall call) {
            SdkOperation operation = operation(call);
            if (!clients.has(operation.service())) {
                throw new IllegalArgumentException(
                        "the definition calls " + call.arn() + ", and no client was given for " + call.service());
            }
        }
    }

    /**
     * Calls and waits for the answer; to give up, interrupt the thread.
     *
     * @throws TaskError for every failure of the task. An {@link Error} is passed on.
     */
    public JsonNode call(TaskResource resource, JsonNode arguments) throws TaskError {
        return resource instanceof TaskResource.SdkCall call ? callSdk(call, arguments) : invoke(arguments);
    }

    private JsonNode callSdk(TaskResource.SdkCall call, JsonNode arguments) throws TaskError {
        SdkOperation operation = operation(call);
        try {
            Object request = SdkBridge.toSdk(operation.requestType(), arguments);
            Object response = operation.method().invoke(clients.get(operation.service()), request);
            return SdkBridge.toJson((SdkPojo) Objects.requireNonNull(response, "response"));
        } catch (ParameterException e) {
            throw new TaskError(TaskError.RUNTIME, call.arn() + ": " + e.getMessage(), e);
        } catch (InvocationTargetException e) {
            throw sdkError(operation.service(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("client interfaces of the SDK are public", e);
        }
    }

    private SdkOperation operation(TaskResource.SdkCall call) {
        return operations.computeIfAbsent(
                call,
                c -> AwsService.named(c.service())
                        .flatMap(service -> SdkOperation.find(service, c.action()))
                        .orElseThrow(() -> new IllegalArgumentException("unknown operation " + c.arn())));
    }

    private static TaskError sdkError(AwsService service, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        String cause = String.valueOf(thrown.getMessage());
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            return new TaskError(TaskError.TIMEOUT, cause, thrown);
        }
        if (thrown instanceof SdkServiceException) {
            return new TaskError(service.errorPrefix() + "." + thrown.getClass().getSimpleName(), cause, thrown);
        }
        if (thrown instanceof SdkClientException) {
            return new TaskError(service.errorPrefix() + ".SdkClientException", cause, thrown);
        }
        LOG.warn("a client of {} failed with what is no SDK exception", service.stepFunctionsName(), thrown);
        return new TaskError(TaskError.TASK_FAILED, thrown.toString(), thrown);
    }

    private JsonNode invoke(JsonNode arguments) throws TaskError {
        String functionName = arguments.path("FunctionName").isTextual()
                ? arguments.get("FunctionName").textValue()
                : "";
        if (functionName.isEmpty()) {
            throw new TaskError(TaskError.RUNTIME, "lambda:invoke: FunctionName must be a string", null);
        }
        JsonNode payload = arguments.has("Payload") ? arguments.get("Payload") : JsonNodeFactory.instance.objectNode();
        try {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.put("ExecutedVersion", "$LATEST");
            result.set("Payload", lambda.invoke(functionName, payload));
            result.put("StatusCode", LAMBDA_OK);
            return result;
        } catch (FunctionError e) {
            throw functionError(e.errorType(), e.getMessage(), e);
        } catch (RuntimeException e) { // as Lambda reports an exception that left a Java handler
            LOG.warn("the function {} failed", functionName, e);
            throw functionError(e.getClass().getName(), e.getMessage(), e);
        }
    }

    /** Step Functions gives the function's error document as the cause. */
    private static TaskError functionError(String type, String message, Throwable origin) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("errorMessage", message);
        document.put("errorType", type);
        return new TaskError(type, document.toString(), origin);
    }
}
