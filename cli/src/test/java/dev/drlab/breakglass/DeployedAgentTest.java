package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.TaskError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** A function's failures under the names that Step Functions gives them. */
class DeployedAgentTest {
    private static final JsonNode REQUEST =
            JsonNodeFactory.instance.objectNode().put("action", "lock");

    @Test
    void theAnswerIsThePayloadOfTheFunctionThatTheDefinitionNames() throws Exception {
        List<InvokeRequest> asked = new ArrayList<>();
        FakeLambda lambda = new FakeLambda(request -> {
            asked.add(request);
            return FakeLambda.answer("{\"locked\":true}");
        });
        JsonNode answer = new DeployedAgent(lambda, Optional.empty()).invoke("drlab-agent", REQUEST);
        assertThat(answer.path("locked").asBoolean()).isTrue();
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.functionName()).isEqualTo("drlab-agent");
            assertThat(request.payload().asUtf8String()).isEqualTo("{\"action\":\"lock\"}");
            assertThat(request.invocationTypeAsString()).isEqualTo("RequestResponse");
        });
    }

    @Test
    void anotherFunctionMayBeNamed() throws Exception {
        FakeLambda lambda = new FakeLambda(request -> FakeLambda.answer("\"" + request.functionName() + "\""));
        assertThat(new DeployedAgent(lambda, Optional.of("mine"))
                        .invoke("drlab-agent", REQUEST)
                        .asText())
                .isEqualTo("mine");
    }

    @Test
    void anExceptionOfTheAgentKeepsItsClassNameWhichTheDefinitionsMatch() {
        FakeLambda lambda = new FakeLambda(request -> FakeLambda.failure(
                "{\"errorMessage\":\"no answer\",\"errorType\":\"dev.drlab.agent.AgentException$Unreachable\","
                        + "\"stackTrace\":[]}"));
        assertThatThrownBy(() -> agent(lambda).invoke("drlab-agent", REQUEST))
                .isInstanceOfSatisfying(FunctionError.class, error -> {
                    assertThat(error.errorType()).isEqualTo("dev.drlab.agent.AgentException$Unreachable");
                    assertThat(error).hasMessage("no answer");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errorMessage\":\"2026 Task timed out after 3.00 seconds\"}", "", "no json", "null"})
    void aFunctionThatEndedWithoutAnErrorTypeIsUnknown(String payload) {
        assertThatThrownBy(() -> agent(new FakeLambda(request -> FakeLambda.failure(payload)))
                        .invoke("drlab-agent", REQUEST))
                .isInstanceOfSatisfying(
                        TaskError.class, error -> assertThat(error.error()).isEqualTo("Lambda.Unknown"))
                .hasMessageContaining(payload);
    }

    @Test
    void anEmptyAnswerIsNull() throws Exception {
        assertThat(agent(new FakeLambda(request -> FakeLambda.answer(""))).invoke("drlab-agent", REQUEST))
                .isEqualTo(JsonNodeFactory.instance.nullNode());
    }

    static Stream<Arguments> sdkFailures() {
        return Stream.of(
                Arguments.of(ServiceException.builder().message("m").build(), "Lambda.ServiceException"),
                Arguments.of(
                        TooManyRequestsException.builder().message("m").build(), "Lambda.TooManyRequestsException"),
                Arguments.of(
                        ResourceNotFoundException.builder().message("m").build(), "Lambda.ResourceNotFoundException"),
                Arguments.of(LambdaException.builder().message("m").build(), "Lambda.AWSLambdaException"),
                Arguments.of(SdkClientException.create("m"), "Lambda.SdkClientException"),
                Arguments.of(ApiCallTimeoutException.create(1), "States.Timeout"),
                Arguments.of(ApiCallAttemptTimeoutException.create(1), "States.Timeout"),
                Arguments.of(new IllegalStateException("m"), "States.TaskFailed"));
    }

    @ParameterizedTest
    @MethodSource("sdkFailures")
    void aFailureOfTheCallHasStepFunctionsName(RuntimeException thrown, String name) {
        FakeLambda lambda = new FakeLambda(request -> {
            throw thrown;
        });
        assertThatThrownBy(() -> agent(lambda).invoke("drlab-agent", REQUEST))
                .isInstanceOfSatisfying(
                        TaskError.class, error -> assertThat(error.error()).isEqualTo(name));
    }

    private static DeployedAgent agent(FakeLambda lambda) {
        return new DeployedAgent(lambda, Optional.empty());
    }
}
