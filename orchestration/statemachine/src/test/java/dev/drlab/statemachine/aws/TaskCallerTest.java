package dev.drlab.statemachine.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.model.TaskResource;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Tasks against handwritten clients: what arrives, what comes back, and how errors are named. */
class TaskCallerTest {
    private static final ObjectMapper JSON = Json.mapper();
    private static final TaskResource DESCRIBE = new TaskResource.SdkCall("rds", "describeDBInstances");

    /** Answers what the test gives it. */
    private record Rds(
            Supplier<DescribeDbInstancesResponse> answer, AtomicReference<DescribeDbInstancesRequest> received)
            implements RdsClient {
        @Override
        public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
            received.set(request);
            return answer.get();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final AtomicReference<DescribeDbInstancesRequest> received = new AtomicReference<>();

    private TaskCaller caller(Supplier<DescribeDbInstancesResponse> answer) {
        Supplier<AwsClient> client = () -> new Rds(answer, received);
        return new TaskCaller(AwsClients.of(Map.of("rds", client)), (name, payload) -> payload);
    }

    @Test
    void carriesParametersAndResults() throws TaskError {
        DescribeDbInstancesResponse response = DescribeDbInstancesResponse.builder()
                .dbInstances(DBInstance.builder()
                        .dbInstanceIdentifier("db-1")
                        .multiAZ(false)
                        .allocatedStorage(20)
                        .instanceCreateTime(Instant.parse("2026-01-01T10:00:00.5Z"))
                        .endpoint(e -> e.address("db.example").port(5432))
                        .readReplicaDBInstanceIdentifiers("r-1", "r-2")
                        .readReplicaSourceDBInstanceIdentifier("db-0")
                        .iamDatabaseAuthenticationEnabled(true)
                        .build())
                .build();

        JsonNode result = caller(() -> response).call(DESCRIBE, json("""
                {"DbInstanceIdentifier": "db-1", "MaxRecords": 20, "Marker": null,
                 "Filters": [{"Name": "engine", "Values": ["postgres", "mysql"]}]}"""));

        assertThat(received.get().dbInstanceIdentifier()).isEqualTo("db-1");
        assertThat(received.get().maxRecords()).isEqualTo(20);
        assertThat(received.get().marker()).isNull();
        assertThat(received.get().filters().get(0).values()).containsExactly("postgres", "mysql");
        assertThat(result).isEqualTo(json("""
                {"DbInstances": [{"DbInstanceIdentifier": "db-1", "MultiAZ": false, "AllocatedStorage": 20,
                  "InstanceCreateTime": "2026-01-01T10:00:00.500Z",
                  "Endpoint": {"Address": "db.example", "Port": 5432},
                  "ReadReplicaDBInstanceIdentifiers": ["r-1", "r-2"],
                  "ReadReplicaSourceDBInstanceIdentifier": "db-0", "IamDatabaseAuthenticationEnabled": true}]}"""));
    }

    @Test
    void carriesMapsBytesAndRecursiveTypes() throws Exception {
        JsonNode item = json("""
                {"TableName": "t", "Item": {
                  "s": {"S": "x"}, "n": {"N": "5"}, "b": {"B": "AQID"}, "yes": {"Bool": true}, "nothing": {"Nul": true},
                  "l": {"L": [{"M": {"k": {"Ss": ["a"]}}}]}}}""");

        Object request = SdkBridge.toSdk(PutItemRequest.class, item);

        Map<String, AttributeValue> values = ((PutItemRequest) request).item();
        assertThat(values.get("b").b().asByteArray()).containsExactly(1, 2, 3);
        assertThat(values.get("yes").bool()).isTrue();
        assertThat(values.get("l").l().get(0).m().get("k").ss()).containsExactly("a");
        assertThat(SdkBridge.toJson((SdkPojo) request)).isEqualTo(item);
    }

    @Test
    void tellsAnEmptyListFromAnUnsetOne() throws TaskError {
        JsonNode empty = caller(() -> DescribeDbInstancesResponse.builder()
                        .dbInstances(new DBInstance[0])
                        .build())
                .call(DESCRIBE, json("{}"));
        JsonNode unset =
                caller(() -> DescribeDbInstancesResponse.builder().build()).call(DESCRIBE, json("{}"));

        assertThat(empty).isEqualTo(json("{\"DbInstances\":[]}"));
        assertThat(unset).isEqualTo(json("{}"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void namesErrorsAsStepFunctionsDoes(RuntimeException thrown, String name) {
        TaskCaller caller = caller(() -> {
            throw thrown;
        });

        assertThatThrownBy(() -> caller.call(DESCRIBE, json("{}")))
                .isInstanceOfSatisfying(
                        TaskError.class, e -> assertThat(e.error()).isEqualTo(name))
                .hasMessageContaining("because");
    }

    private static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        DbInstanceNotFoundException.builder().message("because").build(),
                        "Rds.DbInstanceNotFoundException"),
                Arguments.of(RdsException.builder().message("because").build(), "Rds.RdsException"),
                Arguments.of(SdkClientException.create("because"), "Rds.SdkClientException"),
                Arguments.of(
                        ApiCallTimeoutException.builder().message("because").build(), "States.Timeout"),
                Arguments.of(new IllegalStateException("because"), "States.TaskFailed"));
    }

    @Test
    void namesErrorsByTheClientInterface() {
        DynamoDbClient client = new DynamoDbClient() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                throw ConditionalCheckFailedException.builder().message("no").build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
        Supplier<AwsClient> supplier = () -> client;
        TaskCaller caller = new TaskCaller(AwsClients.of(Map.of("dynamodb", supplier)), (name, payload) -> payload);

        assertThatThrownBy(() -> caller.call(new TaskResource.SdkCall("dynamodb", "getItem"), json("{}")))
                .isInstanceOfSatisfying(
                        TaskError.class,
                        e -> assertThat(e.error()).isEqualTo("DynamoDb.ConditionalCheckFailedException"));
    }

    @Test
    void aMethodThatTheClientDoesNotImplementFailsTheTask() {
        TaskCaller caller = caller(() -> DescribeDbInstancesResponse.builder().build());

        assertThatThrownBy(() -> caller.call(new TaskResource.SdkCall("rds", "promoteReadReplica"), json("{}")))
                .isInstanceOfSatisfying(
                        TaskError.class, e -> assertThat(e.error()).isEqualTo("States.TaskFailed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'DBInstanceIdentifier': 'x'}         | DBInstanceIdentifier: there is no such parameter; did you mean DbInstanceIdentifier?",
                "{'MaxRecords': '20'}                  | MaxRecords: must be an integer",
                "{'Filters': {'Name': 'x'}}            | Filters: must be an array",
                "{'Filters': [{'name': 'x'}]}          | Filters[0].name: there is no such parameter; did you mean Name?",
                "{'Filters': [{'Values': [1]}]}        | Filters[0].Values[0]: must be a string",
                "[]                                    | must be an object",
            })
    void refusesWhatDoesNotFit(String arguments, String message) {
        TaskCaller caller = caller(() -> DescribeDbInstancesResponse.builder().build());

        assertThatThrownBy(() -> caller.call(DESCRIBE, json(arguments.replace('\'', '"'))))
                .isInstanceOfSatisfying(
                        TaskError.class, e -> assertThat(e.error()).isEqualTo("States.Runtime"))
                .hasMessageContaining(message);
    }

    @Test
    void aFunctionThatCouldNotBeInvokedFailsAsItSays() {
        TaskError thrown = new TaskError("Lambda.ServiceException", "internal", null);
        TaskCaller caller = new TaskCaller(AwsClients.of(Map.of()), (name, payload) -> {
            throw thrown;
        });
        assertThatThrownBy(() ->
                        caller.call(new TaskResource.LambdaInvoke(), json("{'FunctionName':'f'}".replace('\'', '"'))))
                .isSameAs(thrown);
    }

    @Test
    void createsAClientOnceAndOnlyWhenItIsUsed() throws TaskError {
        AtomicInteger created = new AtomicInteger();
        Supplier<AwsClient> supplier = () -> {
            created.incrementAndGet();
            return new Rds(() -> DescribeDbInstancesResponse.builder().build(), received);
        };
        TaskCaller caller = new TaskCaller(AwsClients.of(Map.of("rds", supplier)), (name, payload) -> payload);
        caller.prepare(DESCRIBE);
        assertThat(created).hasValue(0);

        caller.call(DESCRIBE, json("{}"));
        caller.call(DESCRIBE, json("{}"));

        assertThat(created).hasValue(1);
    }

    @Test
    void refusesAMissingOrUnknownClientByName() {
        Supplier<AwsClient> supplier = () -> null;
        assertThatThrownBy(() -> AwsClients.of(Map.of("eks", supplier))).hasMessageContaining("'eks'");
        TaskCaller caller = new TaskCaller(AwsClients.of(Map.of()), (name, payload) -> payload);
        assertThatThrownBy(() -> caller.prepare(DESCRIBE)).hasMessageContaining("no client was given for rds");
    }

    /** Every field of every class that the known services use has a parameter name of its own. */
    @ParameterizedTest
    @CsvSource({
        "rds, describeDBInstances, DbInstanceIdentifier",
        "ssm, getParameter, WithDecryption",
        "ecs, updateService, DesiredCount",
        "dynamodb, updateItem, ExpressionAttributeNames",
        "applicationautoscaling, registerScalableTarget, ResourceId",
        "secretsmanager, putSecretValue, SecretString",
        "sns, publish, TopicArn",
        "cloudwatch, putMetricData, MetricData",
        "rds, createDBInstanceReadReplica, SourceDBInstanceIdentifier"
    })
    void knowsTheParametersOfEveryService(String service, String action, String parameter) {
        SdkOperation operation = SdkOperation.find(AwsService.named(service).orElseThrow(), action)
                .orElseThrow();

        assertThat(SdkShape.of(operation.requestType()).fields()).containsKey(parameter);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
