package dev.drlab.breakglass;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskError;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * The region's deployed agent. Its failures get the names that Step Functions' {@code lambda:invoke} gives them, because
 * Retry and Catch of the definitions match these (Step Functions Developer Guide, "Handle Lambda service exceptions" and
 * "Error names"; Lambda Developer Guide, Invoke, header {@code X-Amz-Function-Error}).
 */
public final class DeployedAgent implements LambdaFunction {
    private static final String PREFIX = "Lambda.";
    /** The name of Lambda's own unmodelled errors in Step Functions, after the base class of the SDK's version 1. */
    private static final String BASE = PREFIX + "AWSLambdaException";
    /** A function that ended without telling how: it ran out of memory or, on older runtimes, out of time. */
    private static final String UNKNOWN = PREFIX + "Unknown";

    private static final ObjectMapper JSON = Json.mapper();

    private final LambdaClient lambda;
    private final Optional<String> name;

    /** The function that the definition names, or {@code name} instead. */
    public DeployedAgent(LambdaClient lambda, Optional<String> name) {
        this.lambda = Objects.requireNonNull(lambda, "lambda");
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError, TaskError {
        InvokeResponse response = call(InvokeRequest.builder()
                .functionName(name.orElse(functionName))
                .invocationType(InvocationType.REQUEST_RESPONSE)
                .payload(SdkBytes.fromUtf8String(payload.toString()))
                .build());
        String text = response.payload() == null ? "" : response.payload().asUtf8String();
        if (response.functionError() != null) {
            throw functionError(text);
        }
        return read(text).orElseThrow(() -> unknown("its answer is no JSON: " + text));
    }

    private InvokeResponse call(InvokeRequest request) throws TaskError {
        try {
            return lambda.invoke(request);
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
            throw new TaskError(TaskError.TIMEOUT, e.getMessage(), e);
        } catch (SdkServiceException e) {
            throw new TaskError(errorName(e), e.getMessage(), e);
        } catch (SdkClientException e) {
            throw new TaskError(PREFIX + "SdkClientException", e.getMessage(), e);
        } catch (RuntimeException e) { // no SDK exception: as for a call of a service
            throw new TaskError(TaskError.TASK_FAILED, e.toString(), e);
        }
    }

    private static String errorName(SdkServiceException e) {
        boolean unmodelled = e.getClass() == LambdaException.class || !(e instanceof LambdaException);
        return unmodelled ? BASE : PREFIX + e.getClass().getSimpleName();
    }

    /** Not a {@link TaskError}: the caller gives the machine the error document, as Step Functions does. */
    private static FunctionError functionError(String text) throws TaskError {
        JsonNode document = read(text).orElse(JsonNodeFactory.instance.nullNode());
        JsonNode type = document.path("errorType");
        if (!type.isTextual() || type.textValue().isEmpty()) {
            throw unknown("Lambda did not return an error type. Returned payload: " + text);
        }
        return new FunctionError(type.textValue(), document.path("errorMessage").asText(""));
    }

    private static TaskError unknown(String cause) {
        return new TaskError(UNKNOWN, cause, null);
    }

    private static Optional<JsonNode> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return Optional.of(json.isMissingNode() ? JsonNodeFactory.instance.nullNode() : json);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
