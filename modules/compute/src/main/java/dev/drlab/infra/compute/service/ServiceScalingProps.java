package dev.drlab.infra.compute.service;

import dev.drlab.infra.common.Require;

/**
 * @param clusterName of the cluster
 * @param serviceName of the service
 * @param minTasks at creation; later the state machines set it. 0 to {@code maxTasks}
 * @param maxTasks the same in both regions, so that a failover needs no quota and no plan; 1 to 100
 * @param cpuTargetPercent average use of the tasks' processors that scaling aims at, 10 to 90
 */
public record ServiceScalingProps(
        String clusterName, String serviceName, int minTasks, int maxTasks, int cpuTargetPercent) {
    public ServiceScalingProps {
        Require.text("ServiceScalingProps.clusterName", clusterName);
        Require.text("ServiceScalingProps.serviceName", serviceName);
        Require.between("ServiceScalingProps.maxTasks", maxTasks, 1, 100);
        Require.between("ServiceScalingProps.minTasks", minTasks, 0, maxTasks);
        Require.between("ServiceScalingProps.cpuTargetPercent", cpuTargetPercent, 10, 90);
    }
}
