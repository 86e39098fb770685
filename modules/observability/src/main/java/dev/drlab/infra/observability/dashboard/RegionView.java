package dev.drlab.infra.observability.dashboard;

import dev.drlab.infra.common.Require;
import dev.drlab.infra.observability.ObjectReplication;
import java.util.Objects;

/**
 * One region on the dashboard.
 *
 * @param title for example {@code Primary}
 * @param region region code
 * @param balancerArnSuffix the dimension {@code LoadBalancer}
 * @param targetGroupArnSuffix the dimension {@code TargetGroup} of items and objects
 * @param clusterName of the ECS cluster
 * @param serviceName of the ECS service
 * @param databaseIdentifier of the database
 * @param replication of the region's bucket to the other region
 */
public record RegionView(
        String title,
        String region,
        String balancerArnSuffix,
        String targetGroupArnSuffix,
        String clusterName,
        String serviceName,
        String databaseIdentifier,
        ObjectReplication replication) {
    public RegionView {
        Require.text("RegionView.title", title);
        Require.text("RegionView.region", region);
        Require.text("RegionView.balancerArnSuffix", balancerArnSuffix);
        Require.text("RegionView.targetGroupArnSuffix", targetGroupArnSuffix);
        Require.text("RegionView.clusterName", clusterName);
        Require.text("RegionView.serviceName", serviceName);
        Require.text("RegionView.databaseIdentifier", databaseIdentifier);
        Objects.requireNonNull(replication, "replication");
    }
}
