package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.TaskError;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Runner;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * A shipped state machine run by the runner, as break-glass does it. The runner calls AWS with the credentials of its
 * user. A request that its service's model refuses does not reach the emulator, which would accept it.
 */
final class MachineRun {
    private final URI endpoint;
    private final String region;
    private final Session session;
    private final ModelledRequests requests = new ModelledRequests();

    /**
     * @param endpoint endpoint of all services
     * @param session credentials for the state machine's calls
     */
    MachineRun(URI endpoint, String region, Session session) {
        this.endpoint = endpoint;
        this.region = region;
        this.session = session;
    }

    /**
     * Runs the state machine to its end.
     *
     * @throws IllegalStateException if a service's model refused a request, even if the state machine handled the error
     */
    ExecutionResult of(String verb, ObjectNode input, Path journal) {
        try (AwsClients clients = AwsClients.of(suppliers());
                LambdaClient lambda = build(LambdaClient.builder())) {
            ExecutionResult result = new Runner(
                            Definition.shipped(verb),
                            clients,
                            (name, payload) -> invoke(lambda, name, payload),
                            ExecutionListener.NONE)
                    .run(verb + "-" + region + "-" + journal.getFileName(), input, journal);
            requests.requireAllTaken();
            return result;
        }
    }

    private static JsonNode invoke(LambdaClient lambda, String name, JsonNode payload) throws FunctionError, TaskError {
        try {
            InvokeResponse answer = lambda.invoke(
                    request -> request.functionName(name).payload(SdkBytes.fromUtf8String(payload.toString())));
            ObjectNode body = Json.object(answer.payload().asUtf8String());
            if (answer.functionError() != null) {
                throw new FunctionError(
                        body.path("errorType").asText(),
                        body.path("errorMessage").asText());
            }
            return body;
        } catch (LambdaException e) {
            throw new TaskError("Lambda.AWSLambdaException", e.getMessage(), e);
        }
    }

    private Map<String, Supplier<? extends AwsClient>> suppliers() {
        return Map.of(
                "applicationautoscaling", () -> build(checked(ApplicationAutoScalingClient.builder())),
                "cloudwatch", () -> build(checked(CloudWatchClient.builder())),
                "ecs", () -> build(checked(EcsClient.builder())),
                "rds", () -> build(checked(RdsClient.builder())),
                "secretsmanager", () -> build(checked(SecretsManagerClient.builder())),
                "sns", () -> build(checked(SnsClient.builder())),
                "ssm", () -> build(checked(SsmClient.builder())));
    }

    private <B extends AwsClientBuilder<B, C>, C> B checked(B builder) {
        return builder.overrideConfiguration(configuration -> configuration.addExecutionInterceptor(requests));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
        return builder.region(Region.of(region))
                .endpointOverride(endpoint)
                .credentialsProvider(session.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
