package dev.drlab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.breakglass.DeployedAgent;
import dev.drlab.breakglass.FakeAws;
import dev.drlab.cli.SystemSettings;
import dev.drlab.console.CannotRunException;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.TaskError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The real SDK's clients, against a server on the loopback interface. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AwsRegionTest {
    @RegisterExtension
    private final SystemSettings settings = new SystemSettings();

    private FakeAws aws;
    private AwsRegion region;

    @BeforeEach
    void start() throws IOException {
        aws = new FakeAws();
        settings.set("aws.endpointUrl", aws.endpoint());
        settings.set("aws.accessKeyId", "test");
        settings.set("aws.secretAccessKey", "test");
        settings.set("aws.disableEc2Metadata", "true");
        region = new AwsRegion("us-west-2");
    }

    @AfterEach
    void stop() {
        region.close();
        aws.close();
    }

    @Test
    void saysWhoseTheCredentialsAre() throws Exception {
        assertThat(region.identity()).isEqualTo(new Identity(FakeAws.ACCOUNT, FakeAws.ARN));
    }

    @Test
    void hasAClientForEveryServiceThatADefinitionMayCall() {
        for (AwsService service : AwsService.values()) {
            assertThat(region.clients().has(service))
                    .as(service.stepFunctionsName())
                    .isTrue();
        }
        assertThat(region.clients().get(AwsService.SSM)).isInstanceOf(SsmClient.class);
    }

    /** Not by the SDK, and not by the JDK's HTTP client, which may send a POST twice. */
    @Test
    void anInvocationWhoseAnswerIsLostIsNotSentAgain() {
        aws.function((payload, answer) -> answer.lose());
        assertThatThrownBy(this::invoke)
                .isInstanceOfSatisfying(
                        TaskError.class, error -> assertThat(error.error()).isEqualTo("Lambda.SdkClientException"));
        assertThat(aws.calls()).containsExactly("lambda drlab-agent {\"action\":\"drain\"}");
    }

    @Test
    void aServicesFailureIsNotAnsweredByAnotherCall() {
        aws.function((payload, answer) ->
                answer.send(500, Map.of("x-amzn-ErrorType", "ServiceException"), "{\"Message\":\"internal\"}"));
        assertThatThrownBy(this::invoke)
                .isInstanceOfSatisfying(
                        TaskError.class, error -> assertThat(error.error()).isEqualTo("Lambda.ServiceException"));
        assertThat(aws.calls()).hasSize(1);
    }

    @Test
    void throttlingIsForTheStatesToWaitOut() {
        aws.function((payload, answer) -> answer.send(
                429,
                Map.of("x-amzn-ErrorType", "TooManyRequestsException"),
                "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}"));
        assertThatThrownBy(this::invoke)
                .isInstanceOfSatisfying(
                        TaskError.class,
                        error -> assertThat(error.error()).isEqualTo("Lambda.TooManyRequestsException"));
        assertThat(aws.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "UnrecognizedClientException"})
    void credentialsThatAreNoLongerTakenAreTold(String code) {
        List<String> told = new ArrayList<>();
        region.onCredentialsRefused(told::add);
        aws.function((payload, answer) -> answer.send(
                403, Map.of("x-amzn-ErrorType", code), "{\"message\":\"The security token is no longer good\"}"));
        assertThatThrownBy(this::invoke).isInstanceOf(TaskError.class);
        assertThat(told).containsExactly(code + ": The security token is no longer good");
    }

    @Test
    void aRightThatIsMissingIsNotTakenForThat() {
        List<String> told = new ArrayList<>();
        region.onCredentialsRefused(told::add);
        aws.function((payload, answer) ->
                answer.send(403, Map.of("x-amzn-ErrorType", "AccessDeniedException"), "{\"Message\":\"no\"}"));
        assertThatThrownBy(this::invoke).isInstanceOf(TaskError.class);
        assertThat(told).isEmpty();
    }

    @Test
    void theHeaderTellsAFunctionsErrorFromItsAnswer() {
        aws.function((payload, answer) -> answer.send(
                200,
                Map.of("X-Amz-Function-Error", "Unhandled"),
                "{\"errorMessage\":\"held\",\"errorType\":\"dev.drlab.agent.AgentException$Locked\"}"));
        assertThatThrownBy(this::invoke)
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("dev.drlab.agent.AgentException$Locked"));
    }

    @Test
    void withoutCredentialsOneLineSaysWhereTheyMayComeFrom() {
        settings.set("aws.accessKeyId", null);
        settings.set("aws.secretAccessKey", null);
        settings.set("aws.sharedCredentialsFile", "/nowhere");
        settings.set("aws.configFile", "/nowhere");
        assertThatThrownBy(region::identity)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("no AWS credentials were found")
                .hasMessageContaining("AWS_PROFILE")
                .hasMessageNotContaining("\n");
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void aProfileThatDoesNotExistIsNamed() {
        settings.set("aws.accessKeyId", null);
        settings.set("aws.secretAccessKey", null);
        settings.set("aws.sharedCredentialsFile", "/nowhere");
        settings.set("aws.configFile", "/nowhere");
        settings.set("aws.profile", "operator");
        assertThatThrownBy(region::identity)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("the profile 'operator' (AWS_PROFILE) gives no credentials: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnreachableStsIsToldWithItsRegion() {
        aws.close();
        assertThatThrownBy(region::identity)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("STS in us-west-2 cannot be reached: ");
    }

    private void invoke() throws FunctionError, TaskError {
        new DeployedAgent(region.lambda(), Optional.empty())
                .invoke("drlab-agent", JsonNodeFactory.instance.objectNode().put("action", "drain"));
    }
}
