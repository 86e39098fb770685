package dev.drlab.infra.compute.service;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsClusterSetting;
import java.util.List;
import software.constructs.Construct;

/** An ECS cluster with Container Insights, and the log group that the insights go to. */
public final class Cluster extends Construct {
    private final EcsCluster cluster;
    private final CloudwatchLogGroup insights;

    /** Makes the cluster below {@code scope}. */
    public Cluster(Construct scope, String id, ClusterProps props) {
        super(scope, id);
        // Made before the cluster: ECS would make it itself, without key and kept for a day.
        insights = CloudwatchLogGroup.Builder.create(this, "insights")
                .name("/aws/ecs/containerinsights/" + props.name() + "/performance")
                .retentionInDays(props.insightsRetentionDays())
                .kmsKeyId(props.kmsKeyArn())
                .build();
        cluster = EcsCluster.Builder.create(this, "cluster")
                .name(props.name())
                .setting(List.of(EcsClusterSetting.builder()
                        .name("containerInsights")
                        .value("enabled")
                        .build()))
                .dependsOn(List.of(insights))
                .build();
    }

    /** The cluster's ARN. */
    public String arn() {
        return cluster.getArn();
    }

    /** The cluster's name. */
    public String name() {
        return cluster.getName();
    }

    /** Name of the log group with the events of Container Insights. */
    public String insightsLogGroupName() {
        return insights.getName();
    }
}
