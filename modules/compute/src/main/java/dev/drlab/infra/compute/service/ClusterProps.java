package dev.drlab.infra.compute.service;

import dev.drlab.infra.common.LogRetention;
import dev.drlab.infra.common.Require;

/**
 * @param name of the cluster
 * @param insightsRetentionDays how long the events of Container Insights are kept; one of CloudWatch Logs' retentions
 * @param kmsKeyArn key of the insights' log group
 */
public record ClusterProps(String name, int insightsRetentionDays, String kmsKeyArn) {
    public ClusterProps {
        Require.text("ClusterProps.name", name);
        Require.oneOf("ClusterProps.insightsRetentionDays", insightsRetentionDays, LogRetention.DAYS);
        Require.text("ClusterProps.kmsKeyArn", kmsKeyArn);
    }
}
