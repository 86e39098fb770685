package dev.drlab.infra.observability;

import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
import dev.drlab.infra.common.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A CloudWatch metric and the region that it is published in.
 *
 * @param region region code
 * @param namespace for example {@code AWS/RDS}
 * @param name for example {@code ReplicaLag}
 * @param dimensions name to value, in the order of the dashboard's source
 */
public record Metric(String region, String namespace, String name, Map<String, String> dimensions) {
    public Metric {
        Require.text("Metric.region", region);
        Require.text("Metric.namespace", namespace);
        Require.text("Metric.name", name);
        dimensions.forEach((key, value) -> Require.text("Metric.dimensions[" + key + "]", value));
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /** Of an RDS instance. */
    public static Metric database(String region, String identifier, String name) {
        return new Metric(region, "AWS/RDS", name, Map.of("DBInstanceIdentifier", identifier));
    }

    /** Of Container Insights; published only where the cluster has them. */
    public static Metric insights(String region, String cluster, String service, String name) {
        return new Metric(region, "ECS/ContainerInsights", name, service(cluster, service));
    }

    /** Of an ECS service. */
    public static Metric service(String region, String cluster, String service, String name) {
        return new Metric(region, "AWS/ECS", name, service(cluster, service));
    }

    /** Of a load balancer. */
    public static Metric balancer(String region, String balancer, String name) {
        return new Metric(region, "AWS/ApplicationELB", name, Map.of("LoadBalancer", balancer));
    }

    /** Of a target group behind a load balancer. */
    public static Metric targets(String region, String balancer, String targetGroup, String name) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put("TargetGroup", targetGroup);
        dimensions.put("LoadBalancer", balancer);
        return new Metric(region, "AWS/ApplicationELB", name, dimensions);
    }

    /** Of a state machine. */
    public static Metric stateMachine(String region, String arn, String name) {
        return new Metric(region, "AWS/States", name, Map.of("StateMachineArn", arn));
    }

    /** Of a Lambda function. */
    public static Metric function(String region, String function, String name) {
        return new Metric(region, "AWS/Lambda", name, Map.of("FunctionName", function));
    }

    /** Of a backup vault. */
    public static Metric vault(String region, String vault, String name) {
        return new Metric(region, "AWS/Backup", name, Map.of("BackupVaultName", vault));
    }

    /** Of an SQS queue. */
    public static Metric queue(String region, String queue, String name) {
        return new Metric(region, "AWS/SQS", name, Map.of("QueueName", queue));
    }

    /** Of the verifier. */
    public static Metric verifier(String region, VerifierMetrics published, CustomMetric metric) {
        return ofProject(region, published.namespace(), metric, published.project());
    }

    /** Of one of the project's jobs. */
    public static Metric ofProject(String region, String namespace, CustomMetric metric, String project) {
        return new Metric(region, namespace, metric.label(), Map.of(MetricDimensions.PROJECT, project));
    }

    private static Map<String, String> service(String cluster, String service) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put("ClusterName", cluster);
        dimensions.put("ServiceName", service);
        return dimensions;
    }
}
