package dev.drlab.breakglass;

import dev.drlab.region.Cloud;
import dev.drlab.region.CloudRegion;
import dev.drlab.region.Identity;
import dev.drlab.statemachine.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** An account whose regions have a runbook or none, a topic, and a function; nothing else is asked for by the tests. */
final class FakeCloud implements Cloud {
    static final String ACCOUNT = "123456789012";
    static final String RUNBOOK = "{\"region\":\"us-west-2\",\"peerRegion\":\"ap-southeast-2\","
            + "\"agentFunction\":\"drlab-agent\",\"lockLeaseSeconds\":30,\"topicArn\":\"arn\"}";

    final List<String> opened = new ArrayList<>();
    final List<String> published = new ArrayList<>();
    Runnable onOpen = () -> {};
    String account = ACCOUNT;
    String runbook = RUNBOOK;
    Consumer<String> credentialsRefused = why -> {};
    Function<InvokeRequest, InvokeResponse> function = request -> FakeLambda.answer("{}");

    @Override
    public CloudRegion region(String name) {
        opened.add(name);
        onOpen.run();
        return new FakeRegion();
    }

    private final class FakeRegion implements CloudRegion {
        @Override
        public Identity identity() {
            return new Identity(account, "arn:aws:sts::" + account + ":assumed-role/operator/me");
        }

        @Override
        public void onCredentialsRefused(Consumer<String> listener) {
            credentialsRefused = listener;
        }

        @Override
        public AwsClients clients() {
            Map<String, Supplier<? extends AwsClient>> suppliers = Map.of(
                    "ssm", FakeSsm::new,
                    "sns", FakeSns::new,
                    "applicationautoscaling", () -> unused(ApplicationAutoScalingClient.class),
                    "cloudwatch", () -> unused(CloudWatchClient.class),
                    "dynamodb", () -> unused(DynamoDbClient.class),
                    "ecs", () -> unused(EcsClient.class),
                    "rds", () -> unused(RdsClient.class),
                    "secretsmanager", () -> unused(SecretsManagerClient.class));
            return AwsClients.of(suppliers);
        }

        private <C> C unused(Class<C> type) {
            throw new AssertionError("nobody should need a " + type.getSimpleName());
        }

        @Override
        public LambdaClient lambda() {
            return new FakeLambda(request -> function.apply(request));
        }

        @Override
        public void close() {}
    }

    private final class FakeSsm implements SsmClient {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            if (runbook == null) {
                throw ParameterNotFoundException.builder().message("none").build();
            }
            return GetParameterResponse.builder()
                    .parameter(parameter -> parameter.name(request.name()).value(runbook))
                    .build();
        }

        @Override
        public String serviceName() {
            return "ssm";
        }

        @Override
        public void close() {}
    }

    private final class FakeSns implements SnsClient {
        @Override
        public PublishResponse publish(PublishRequest request) {
            published.add(request.subject());
            return PublishResponse.builder().messageId("1").build();
        }

        @Override
        public String serviceName() {
            return "sns";
        }

        @Override
        public void close() {}
    }
}
