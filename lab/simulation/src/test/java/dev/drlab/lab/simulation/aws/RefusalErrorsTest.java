package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drlab.refusals.Refusal;
import dev.drlab.refusals.RefusalTable;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * An error of the table is one that the service's model gives to each of the row's operations. Asked of the SDK, which is made
 * from the models: a client that gets this code as an answer throws an exception that its operation declares. What no model
 * has, though AWS answers it, is named here with its source, and only that.
 */
class RefusalErrorsTest {
    private static final String AWS = "https://docs.aws.amazon.com/";

    /** Service and code, and where it is written that operations answer it whose models do not have it. */
    private static final Map<String, String> OF_NO_MODEL = Map.of(
            "rds InvalidParameterValue", AWS + "AmazonRDS/latest/APIReference/CommonErrors.html",
            "rds InvalidParameterCombination", AWS + "AmazonRDS/latest/APIReference/CommonErrors.html",
            "dynamodb ValidationException", AWS + "amazondynamodb/latest/developerguide/Programming.Errors.html",
            "ssm ValidationException", AWS + "systems-manager/latest/APIReference/CommonErrors.html",
            "monitoring RequestEntityTooLarge", AWS + "AmazonCloudWatch/latest/APIReference/API_PutMetricData.html");

    /** By the name that the table gives the service; those of the query protocol answer in XML. */
    private static final Map<String, Object> CLIENTS = Map.of(
            "application-autoscaling", client(ApplicationAutoScalingClient.builder()),
            "dynamodb", client(DynamoDbClient.builder()),
            "ecs", client(EcsClient.builder()),
            "monitoring", client(CloudWatchClient.builder()),
            "rds", client(RdsClient.builder()),
            "secretsmanager", client(SecretsManagerClient.builder()),
            "sns", client(SnsClient.builder()),
            "ssm", client(SsmClient.builder()));

    private static final Set<String> IN_XML = Set.of("monitoring", "rds", "sns");

    /** The response to the next call. */
    private static final ThreadLocal<Answer> ANSWER = new ThreadLocal<>();

    private record Answer(String service, String code, int status) {
        String body() {
            return IN_XML.contains(service)
                    ? "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                            + "</Code><Message>refused</Message></Error></ErrorResponse>"
                    : "{\"__type\": \"" + code + "\", \"message\": \"refused\"}";
        }
    }

    /** One operation of a row. */
    record Call(Refusal row, String service, String operation) {
        String key() {
            return service + " " + row.code();
        }

        @Override
        public String toString() {
            return row.name() + ": " + service + " " + operation + " " + row.code();
        }
    }

    static Stream<Call> calls() {
        return RefusalTable.rows().stream().flatMap(row -> {
            String[] calls = row.row().calls().split(": ", 2);
            return Stream.of(calls[1].split(", ")).map(operation -> new Call(row, calls[0], operation));
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theErrorIsOneOfTheOperations(Call call) throws Exception {
        Method method = method(call);
        AwsServiceException thrown = answered(call, method);

        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(call.row().code());
        assertThat(isDeclared(thrown, method))
                .as("an error that its model gives to the operation, or else one that is named here with its source")
                .isNotEqualTo(OF_NO_MODEL.containsKey(call.key()));
    }

    @Test
    void whatNoModelHasIsInTheTable() {
        Set<String> used = new TreeSet<>();
        calls().map(Call::key).forEach(used::add);
        assertThat(used).containsAll(OF_NO_MODEL.keySet());
    }

    /** The control: a code of its own, one of another operation, and one of none. */
    @Test
    void anErrorOfAnotherOperationIsNoneOfThisOnes() throws Exception {
        Method reboot = RdsClient.class.getMethod("rebootDBInstance", RebootDbInstanceRequest.class);
        assertThat(isDeclared(answered("rds", "InvalidDBInstanceState", 400, reboot), reboot))
                .isTrue();
        assertThat(isDeclared(answered("rds", "DBSubnetGroupNotFoundFault", 404, reboot), reboot))
                .isFalse();
        assertThat(isDeclared(answered("rds", "DBInstanceNotFoundFault", 404, reboot), reboot))
                .as("as the model calls it, but not as the wire spells it")
                .isFalse();
    }

    /** The SDK has an exception of its own for it, not only the service's, and the operation says that it throws it. */
    private static boolean isDeclared(AwsServiceException thrown, Method method) {
        return thrown.getClass().getSuperclass() != AwsServiceException.class
                && List.of(method.getExceptionTypes()).contains(thrown.getClass());
    }

    private static Method method(Call call) {
        Object client = CLIENTS.get(call.service());
        assertThat(client).as(call.service()).isNotNull();
        List<Method> found = Stream.of(client.getClass().getInterfaces()[0].getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(call.operation()))
                .filter(method -> method.getParameterCount() == 1
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .toList();
        assertThat(found).as("operation of the SDK").hasSize(1);
        return found.get(0);
    }

    private static AwsServiceException answered(Call call, Method method) throws ReflectiveOperationException {
        return answered(call.service(), call.row().code(), call.row().status(), method);
    }

    private static AwsServiceException answered(String service, String code, int status, Method method)
            throws ReflectiveOperationException {
        Object request = ((SdkBuilder<?, ?>)
                        method.getParameterTypes()[0].getMethod("builder").invoke(null))
                .build();
        ANSWER.set(new Answer(service, code, status));
        InvocationTargetException thrown = catchThrowableOfType(
                InvocationTargetException.class, () -> method.invoke(CLIENTS.get(service), request));
        assertThat(thrown.getCause()).isInstanceOf(AwsServiceException.class);
        return (AwsServiceException) thrown.getCause();
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.US_WEST_2)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new Refusing())
                .build();
    }

    /** Answers every call with {@link #ANSWER}. */
    private static final class Refusing implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            Answer answer = ANSWER.get();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(answer.status())
                                    .build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
