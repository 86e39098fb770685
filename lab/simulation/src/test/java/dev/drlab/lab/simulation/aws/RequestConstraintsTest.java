package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drlab.lab.simulation.aws.call.ClientNames;
import dev.drlab.lab.simulation.aws.ecs.LabApplicationAutoScalingClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsClient;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.aws.rds.LabRdsClient;
import dev.drlab.lab.simulation.control.LabDynamoDbClient;
import dev.drlab.refusals.model.RequestConstraints;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;

/** A stand-in takes no request that the service's own model refuses. */
class RequestConstraintsTest {
    private static final String MISSING = "Member must not be null";
    private static final String SHORT = "Member must have length greater than or equal to ";
    private static final String LONG = "Member must have length less than or equal to ";
    private static final String ENUM = "Member must satisfy enum value set: ";

    private final RequestConstraints constraints = RequestConstraints.shipped();

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(
                        "Rds",
                        "promoteReadReplica",
                        PromoteReadReplicaRequest.builder().build(),
                        "'dBInstanceIdentifier'",
                        MISSING),
                arguments(
                        "Rds",
                        "modifyDBInstance",
                        ModifyDbInstanceRequest.builder().applyImmediately(true).build(),
                        "'dBInstanceIdentifier'",
                        MISSING),
                arguments(
                        "Rds",
                        "deleteDBInstance",
                        DeleteDbInstanceRequest.builder()
                                .skipFinalSnapshot(true)
                                .build(),
                        "'dBInstanceIdentifier'",
                        MISSING),
                arguments(
                        "Rds",
                        "createDBSnapshot",
                        CreateDbSnapshotRequest.builder()
                                .dbInstanceIdentifier("db")
                                .build(),
                        "'dBSnapshotIdentifier'",
                        MISSING),
                arguments(
                        "Rds",
                        "addTagsToResource",
                        AddTagsToResourceRequest.builder().resourceName("arn").build(),
                        "'tags'",
                        MISSING),
                arguments(
                        "Rds",
                        "createDBInstanceReadReplica",
                        CreateDbInstanceReadReplicaRequest.builder()
                                .dbInstanceIdentifier("db")
                                .replicaMode("writable")
                                .build(),
                        "'writable' at 'replicaMode'",
                        ENUM),
                arguments(
                        "Ecs",
                        "describeServices",
                        DescribeServicesRequest.builder().cluster("c").build(),
                        "'services'",
                        MISSING),
                arguments(
                        "Ecs",
                        "updateService",
                        UpdateServiceRequest.builder().desiredCount(2).build(),
                        "'service'",
                        MISSING),
                arguments(
                        "Ecs",
                        "updateService",
                        UpdateServiceRequest.builder()
                                .service("s")
                                .propagateTags("ALL")
                                .build(),
                        "'ALL' at 'propagateTags'",
                        ENUM),
                arguments(
                        "ApplicationAutoScaling",
                        "registerScalableTarget",
                        RegisterScalableTargetRequest.builder()
                                .serviceNamespace("ecs")
                                .resourceId("service/a/b")
                                .build(),
                        "'scalableDimension'",
                        MISSING),
                arguments(
                        "ApplicationAutoScaling",
                        "registerScalableTarget",
                        RegisterScalableTargetRequest.builder()
                                .serviceNamespace("ecs")
                                .resourceId("service/a/b")
                                .scalableDimension("ecs:service:Desired")
                                .build(),
                        "'ecs:service:Desired' at 'scalableDimension'",
                        ENUM),
                arguments(
                        "CloudWatch",
                        "putMetricData",
                        PutMetricDataRequest.builder()
                                .namespace(":drlab")
                                .metricData(datum("m"))
                                .build(),
                        "':drlab' at 'namespace'",
                        "regular expression pattern: [^:].*"),
                arguments(
                        "CloudWatch",
                        "putMetricData",
                        PutMetricDataRequest.builder()
                                .namespace("drlab")
                                .metricData(MetricDatum.builder().value(1.0).build())
                                .build(),
                        "'metricData.1.member.metricName'",
                        MISSING),
                arguments(
                        "CloudWatch",
                        "putMetricData",
                        PutMetricDataRequest.builder()
                                .namespace("drlab")
                                .metricData(MetricDatum.builder()
                                        .metricName("m")
                                        .dimensions(Collections.nCopies(
                                                31,
                                                Dimension.builder()
                                                        .name("n")
                                                        .value("v")
                                                        .build()))
                                        .build())
                                .build(),
                        "'metricData.1.member.dimensions'",
                        LONG + 30),
                arguments(
                        "CloudWatch",
                        "putMetricData",
                        PutMetricDataRequest.builder()
                                .namespace("drlab")
                                .metricData(MetricDatum.builder()
                                        .metricName("m")
                                        .unit("Hours")
                                        .build())
                                .build(),
                        "'Hours' at 'metricData.1.member.unit'",
                        ENUM),
                arguments(
                        "SecretsManager",
                        "putSecretValue",
                        PutSecretValueRequest.builder()
                                .secretId("s")
                                .secretString("{}")
                                .clientRequestToken("short")
                                .build(),
                        "'clientRequestToken'",
                        SHORT + 32),
                arguments(
                        "SecretsManager",
                        "putSecretValue",
                        PutSecretValueRequest.builder()
                                .secretId("s")
                                .secretString("x".repeat(65_537))
                                .build(),
                        "'secretString'",
                        LONG + 65_536),
                arguments("Ssm", "getParameter", GetParameterRequest.builder().build(), "'name'", MISSING),
                arguments(
                        "Ssm",
                        "getParameter",
                        GetParameterRequest.builder().name("").build(),
                        "'name'",
                        SHORT + 1),
                arguments(
                        "Sns",
                        "publish",
                        PublishRequest.builder().topicArn("arn").build(),
                        "'message'",
                        MISSING),
                arguments(
                        "DynamoDb",
                        "getItem",
                        GetItemRequest.builder().tableName("t").build(),
                        "'key'",
                        MISSING),
                arguments(
                        "DynamoDb",
                        "updateItem",
                        UpdateItemRequest.builder()
                                .key(Map.of("pk", AttributeValue.fromS("a")))
                                .build(),
                        "'tableName'",
                        MISSING),
                arguments(
                        "DynamoDb",
                        "updateItem",
                        UpdateItemRequest.builder()
                                .tableName("t")
                                .key(Map.of("pk", AttributeValue.fromS("a")))
                                .returnValues("EVERYTHING")
                                .build(),
                        "'EVERYTHING' at 'returnValues'",
                        ENUM));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenRequestIsRefused(String service, String operation, SdkPojo request, String member, String constraint) {
        assertThat(constraints.violations(service, operation, request))
                .singleElement()
                .asString()
                .contains(member, constraint);
    }

    @Test
    void aWholeRequestIsTaken() {
        assertThat(constraints.violations(
                        "ApplicationAutoScaling",
                        "registerScalableTarget",
                        RegisterScalableTargetRequest.builder()
                                .serviceNamespace("ecs")
                                .resourceId("service/drlab/drlab-service")
                                .scalableDimension("ecs:service:DesiredCount")
                                .minCapacity(2)
                                .build()))
                .isEmpty();
    }

    @Test
    void everyFaultOfARequestIsTold() {
        assertThat(constraints.violations(
                        "CloudWatch",
                        "putMetricData",
                        PutMetricDataRequest.builder().metricData(datum("")).build()))
                .hasSize(2);
    }

    /** In the service's own exception class and under AWS's code; the stand-in does not see the request. */
    @Test
    void theInjectorRefusesBeforeTheStandIn() {
        RdsClient client = new FaultyRds(new FaultInjector("us-west-2"), new RdsClient() {
            @Override
            public String serviceName() {
                return "rds";
            }

            @Override
            public void close() {}
        });
        assertThatThrownBy(() -> client.promoteReadReplica(
                        PromoteReadReplicaRequest.builder().build()))
                .isInstanceOfSatisfying(RdsException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.getMessage()).contains("1 validation error detected", MISSING);
                });
    }

    static Stream<Arguments> standIns() {
        return Stream.of(
                arguments(RdsClient.class, LabRdsClient.class),
                arguments(EcsClient.class, LabEcsClient.class),
                arguments(ApplicationAutoScalingClient.class, LabApplicationAutoScalingClient.class),
                arguments(CloudWatchClient.class, LabCloudWatchClient.class),
                arguments(SecretsManagerClient.class, LabSecretsManagerClient.class),
                arguments(SsmClient.class, LabSsmClient.class),
                arguments(SnsClient.class, LabSnsClient.class),
                arguments(DynamoDbClient.class, LabDynamoDbClient.class));
    }

    @ParameterizedTest
    @MethodSource("standIns")
    void everyOperationOfAStandInHasItsConstraints(Class<?> client, Class<?> standIn) {
        List<String> operations = Stream.of(standIn.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 1
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && !method.isSynthetic()
                        && Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .toList();
        assertThat(operations).isNotEmpty().allMatch(name -> constraints.know(ClientNames.service(client), name));
    }

    private static MetricDatum datum(String name) {
        return MetricDatum.builder().metricName(name).value(1.0).build();
    }
}
