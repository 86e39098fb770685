package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.ecs.LabApplicationAutoScalingClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class LabClientsTest {
    private static final String REGION = "us-west-2";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void parametersAreReadAsTheyWereSet() {
        LabSsmClient ssm = new LabSsmClient(REGION, CLOCK);
        assertThatThrownBy(() -> ssm.getParameter(b -> b.name("/drlab/runbook")))
                .isInstanceOfSatisfying(
                        ParameterNotFoundException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ParameterNotFound"));

        ssm.set("/drlab/runbook", "{}");
        ssm.set("/drlab/runbook", "{\"parity\":\"even\"}");

        assertThat(ssm.getParameter(b -> b.name("/drlab/runbook")).parameter()).satisfies(parameter -> {
            assertThat(parameter.value()).isEqualTo("{\"parity\":\"even\"}");
            assertThat(parameter.version()).isEqualTo(2);
            assertThat(parameter.lastModifiedDate()).isEqualTo(NOW);
            assertThat(parameter.arn()).isEqualTo("arn:aws:ssm:us-west-2:000000000000:parameter/drlab/runbook");
        });
    }

    @Test
    void aStandardParameterTakes4096Bytes() {
        LabSsmClient ssm = new LabSsmClient(REGION, CLOCK);

        ssm.set("/p", "x".repeat(4096));
        assertThatThrownBy(() -> ssm.set("/p", "\u00e9".repeat(2049)))
                .isInstanceOf(SsmException.class)
                .hasMessageContaining("4098");
        assertCode("ValidationException", () -> ssm.set("/p", ""));
    }

    @Test
    void aParameterIsReadByItsVersion() {
        LabSsmClient ssm = new LabSsmClient(REGION, CLOCK);
        ssm.set("/p", "first");
        ssm.set("/p", "second");

        assertThat(ssm.getParameter(b -> b.name("/p:1")).parameter().value()).isEqualTo("first");
        assertThat(ssm.getParameter(b -> b.name("/p")).parameter().value()).isEqualTo("second");
        assertThatThrownBy(() -> ssm.getParameter(b -> b.name("/p:3")))
                .isInstanceOf(ParameterVersionNotFoundException.class);
        assertThatThrownBy(() -> ssm.getParameter(b -> b.name("/p:label")))
                .isInstanceOf(ParameterVersionNotFoundException.class);
    }

    @Test
    void theWriterPointerIsReplaced() {
        LabSecretsManagerClient secrets = new LabSecretsManagerClient(REGION);
        assertThatThrownBy(() -> secrets.putSecretValue(
                        b -> b.secretId("drlab/writer").clientRequestToken("t0").secretString("{}")))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFoundException"));
        assertThatThrownBy(() -> secrets.getSecretValue(b -> b.secretId("drlab/writer")))
                .isInstanceOf(ResourceNotFoundException.class);

        secrets.create("drlab/writer", "a");
        String arn = secrets.putSecretValue(
                        b -> b.secretId("drlab/writer").clientRequestToken("t1").secretString("b"))
                .arn();

        assertThat(secrets.getSecretValue(b -> b.secretId(arn)).secretString()).isEqualTo("b");
        assertThat(secrets.getSecretValue(b -> b.secretId("drlab/writer")).versionId())
                .isEqualTo("t1");
        // A retry with the same token is taken once; another value under it is refused, also when it is no longer
        // current.
        secrets.putSecretValue(
                b -> b.secretId("drlab/writer").clientRequestToken("t1").secretString("b"));
        secrets.putSecretValue(
                b -> b.secretId("drlab/writer").clientRequestToken("t2").secretString("c"));
        assertThat(secrets.putSecretValue(b -> b.secretId("drlab/writer")
                                .clientRequestToken("t1")
                                .secretString("b"))
                        .versionStages())
                .isEmpty();
        assertThat(secrets.getSecretValue(b -> b.secretId("drlab/writer")).secretString())
                .isEqualTo("c");
        assertThatThrownBy(() -> secrets.putSecretValue(
                        b -> b.secretId("drlab/writer").clientRequestToken("t1").secretString("c")))
                .isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() ->
                        secrets.putSecretValue(b -> b.secretId("drlab/writer").secretString("c")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ClientRequestToken");
        secrets.scheduleDeletion("drlab/writer");
        assertThatThrownBy(() -> secrets.getSecretValue(b -> b.secretId("drlab/writer")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void notificationsAreKeptAndDelivered() {
        String topic = Arns.of("sns", REGION, "drlab-events");
        List<Notification> delivered = new ArrayList<>();
        LabSnsClient sns = new LabSnsClient(Set.of(topic), CLOCK, delivered::add);

        String id = sns.publish(
                        b -> b.topicArn(topic).subject("drlab: promoted").message("RTO 3.2 s"))
                .messageId();

        assertThat(sns.published())
                .containsExactly(new Notification(NOW, id, topic, Optional.of("drlab: promoted"), "RTO 3.2 s"))
                .isEqualTo(delivered);
        assertThatThrownBy(() -> sns.publish(b -> b.topicArn(topic).message("")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.publish(b -> b.topicArn(topic + "-other").message("x")))
                .isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", " leading", "caf\u00e9", ""})
    void subjectsThatSnsRefuses(String subject) {
        String topic = Arns.of("sns", REGION, "drlab-events");
        LabSnsClient sns = new LabSnsClient(Set.of(topic), CLOCK, notification -> {});

        assertThatThrownBy(() ->
                        sns.publish(b -> b.topicArn(topic).subject(subject).message("x")))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(sns.published()).isEmpty();
    }

    @Test
    void metricsAreKeptUpToALimit() {
        LabCloudWatchClient cloudWatch = new LabCloudWatchClient(CLOCK);
        MetricDatum datum =
                MetricDatum.builder().metricName("RtoSeconds").value(3.2).build();

        for (int i = 0; i < 11; i++) {
            List<MetricDatum> thousand = Collections.nCopies(1000, datum);
            cloudWatch.putMetricData(b -> b.namespace("drlab").metricData(thousand));
        }

        assertThat(cloudWatch.metrics()).hasSize(10_000).contains(new PublishedMetric("drlab", datum));
        assertThatThrownBy(() -> cloudWatch.putMetricData(b -> b.namespace("drlab")))
                .isInstanceOf(MissingRequiredParameterException.class);
        assertCode(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(b -> b.namespace("AWS/RDS").metricData(datum)));
        assertCode(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(b -> b.namespace("drlab")
                        .metricData(datum.toBuilder().value(Double.NaN).build())));
        assertCode(
                "InvalidParameterCombination",
                () -> cloudWatch.putMetricData(b -> b.namespace("drlab")
                        .metricData(datum.toBuilder()
                                .statisticValues(set -> set.sampleCount(1.0)
                                        .sum(1.0)
                                        .minimum(1.0)
                                        .maximum(1.0))
                                .build())));
        assertCode(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(b -> b.namespace("drlab")
                        .metricData(datum.toBuilder()
                                .timestamp(NOW.minus(Duration.ofDays(15)))
                                .build())));
        assertCode(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(b -> b.namespace("drlab")
                        .metricData(datum.toBuilder()
                                .dimensions(d -> d.name("Region").value("caf\u00e9"))
                                .build())));
        assertCode(
                "RequestEntityTooLarge",
                () -> cloudWatch.putMetricData(b -> b.namespace("drlab")
                        .metricData(Collections.nCopies(
                                1000,
                                datum.toBuilder()
                                        .dimensions(d -> d.name("Region").value("x".repeat(1000)))
                                        .build()))));
    }

    @Test
    void capacityBoundsReachTheService() {
        List<String> told = new ArrayList<>();
        ApplicationAutoScalingClient scaling = new LabApplicationAutoScalingClient(
                REGION,
                CLOCK,
                "service/drlab/drlab"::equals,
                (resource, min, max) -> told.add(resource + " " + min + ".." + max));
        RegisterScalableTargetRequest target = RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/drlab/drlab")
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .build();

        assertThatThrownBy(() -> scaling.registerScalableTarget(
                        target.toBuilder().minCapacity(1).build()))
                .isInstanceOf(ValidationException.class);
        scaling.registerScalableTarget(
                target.toBuilder().minCapacity(1).maxCapacity(4).build());
        scaling.registerScalableTarget(target.toBuilder().minCapacity(2).build());
        assertThatThrownBy(() -> scaling.registerScalableTarget(
                        target.toBuilder().minCapacity(5).build()))
                .isInstanceOf(ValidationException.class);

        assertThat(told).containsExactly("service/drlab/drlab 1..4", "service/drlab/drlab 2..4");
        assertThat(scaling.describeScalableTargets(b -> b.serviceNamespace(ServiceNamespace.ECS))
                        .scalableTargets())
                .extracting(ScalableTarget::minCapacity, ScalableTarget::maxCapacity)
                .containsExactly(tuple(2, 4));
        assertThat(scaling.describeScalableTargets(
                                b -> b.serviceNamespace(ServiceNamespace.ECS).resourceIds("service/drlab/other"))
                        .scalableTargets())
                .isEmpty();
        assertThatThrownBy(() -> scaling.registerScalableTarget(
                        target.toBuilder().resourceId("drlab").build()))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scaling.registerScalableTarget(target.toBuilder()
                        .resourceId("service/drlab/other")
                        .minCapacity(1)
                        .maxCapacity(2)
                        .build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("ECS service doesn't exist");
        assertThatThrownBy(() -> scaling.describeScalableTargets(b -> b.serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scaling.describeScalableTargets(b -> b.serviceNamespace(ServiceNamespace.RDS)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
