package dev.drlab.region;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.OneLine;
import dev.drlab.contract.client.CallLimits;
import dev.drlab.statemachine.aws.AwsClients;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * One region of AWS. A client is made at its first use: nine at once cost seconds. The SDK repeats no call of a state
 * machine: whether a call may be repeated is for the state's own Retry to say (a drain never, a mutation only after it
 * was described), and a call that was given up must not go out again behind the machine's back.
 */
final class AwsRegion implements CloudRegion {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration IDENTITY = Duration.ofSeconds(10); // it only asks: the SDK may ask again
    /** Longer than any state waits for a service (60 s), so that it is the state that gives up. */
    private static final Duration ANSWER = Duration.ofSeconds(65);
    /** The longest of the agent's calls may take 600 s, the function itself 660 s. */
    private static final Duration AGENT_ANSWER = Duration.ofSeconds(665);

    private final String name;
    private final DefaultCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final AwsClients clients = AwsClients.of(suppliers());
    private final RefusedCredentials refused = new RefusedCredentials();
    private LambdaClient lambda;

    AwsRegion(String name) {
        this.name = name;
    }

    private Map<String, Supplier<? extends AwsClient>> suppliers() {
        return Map.of(
                "applicationautoscaling", () -> build(ApplicationAutoScalingClient.builder(), ANSWER),
                "cloudwatch", () -> build(CloudWatchClient.builder(), ANSWER),
                "dynamodb", () -> build(DynamoDbClient.builder(), ANSWER),
                "ecs", () -> build(EcsClient.builder(), ANSWER),
                "rds", () -> build(RdsClient.builder(), ANSWER),
                "secretsmanager", () -> build(SecretsManagerClient.builder(), ANSWER),
                "sns", () -> build(SnsClient.builder(), ANSWER),
                "ssm", () -> build(SsmClient.builder(), ANSWER));
    }

    @Override
    public AwsClients clients() {
        return clients;
    }

    @Override
    public synchronized LambdaClient lambda() {
        if (lambda == null) {
            lambda = build(LambdaClient.builder(), AGENT_ANSWER);
        }
        return lambda;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, Duration answer) {
        return CallLimits.of(CONNECT, answer)
                .unrepeated()
                .on(builder.overrideConfiguration(o -> o.addExecutionInterceptor(refused)))
                .region(Region.of(name))
                .credentialsProvider(credentials)
                .build();
    }

    @Override
    public void onCredentialsRefused(Consumer<String> listener) {
        refused.listener(listener);
    }

    @Override
    public Identity identity() throws CannotRunException {
        requireCredentials();
        try (StsClient sts = CallLimits.of(CONNECT, IDENTITY)
                .within(IDENTITY)
                .on(StsClient.builder())
                .region(Region.of(name))
                .credentialsProvider(credentials)
                .build()) {
            GetCallerIdentityResponse answer = sts.getCallerIdentity();
            return new Identity(answer.account(), answer.arn());
        } catch (StsException e) {
            throw new CannotRunException(
                    "AWS refuses these credentials in " + name + ": " + reason(e)
                            + "; renew them, or choose others with AWS_PROFILE",
                    e);
        } catch (SdkClientException e) {
            throw new CannotRunException(
                    "STS in " + name + " cannot be reached: " + OneLine.of(e) + "; check the network from here", e);
        }
    }

    private void requireCredentials() throws CannotRunException {
        Optional<String> missing = AwsCredentials.missing(credentials);
        if (missing.isPresent()) {
            throw new CannotRunException(missing.get());
        }
    }

    private static String reason(StsException e) {
        return e.awsErrorDetails() == null
                ? OneLine.of(e)
                : e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
    }

    @Override
    public synchronized void close() {
        clients.close();
        if (lambda != null) {
            lambda.close();
        }
        credentials.close();
    }
}
