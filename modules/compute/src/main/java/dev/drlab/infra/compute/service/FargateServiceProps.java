package dev.drlab.infra.compute.service;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.drlab.infra.common.Require;
import dev.drlab.infra.compute.balancer.PublicBalancer;
import java.util.List;

/**
 * @param name of the service
 * @param clusterArn where it runs
 * @param taskDefinitionArn of the revision to run
 * @param containerName the container that the balancer talks to
 * @param containerPort its port, 1 to 65535
 * @param targetGroupArns of the balancer, 1 to 5
 * @param subnetIds private subnets, or one list token of them
 * @param securityGroupIds of the tasks
 * @param desiredTasks at creation; later the state machines and the scaling decide. 0 to 100
 * @param healthCheckGraceSeconds after a task's start in which the balancer's opinion does not count, 0 to 3600
 * @param after what must exist before, see {@link PublicBalancer#forwards}
 */
public record FargateServiceProps(
        String name,
        String clusterArn,
        String taskDefinitionArn,
        String containerName,
        int containerPort,
        List<String> targetGroupArns,
        List<String> subnetIds,
        List<String> securityGroupIds,
        int desiredTasks,
        int healthCheckGraceSeconds,
        List<ITerraformDependable> after) {
    public FargateServiceProps {
        Require.text("FargateServiceProps.name", name);
        Require.text("FargateServiceProps.clusterArn", clusterArn);
        Require.text("FargateServiceProps.taskDefinitionArn", taskDefinitionArn);
        Require.text("FargateServiceProps.containerName", containerName);
        Require.between("FargateServiceProps.containerPort", containerPort, 1, 65_535);
        targetGroupArns = Require.singles("FargateServiceProps.targetGroupArns", targetGroupArns);
        Require.between("FargateServiceProps.targetGroupArns size", targetGroupArns.size(), 1, 5);
        subnetIds = Require.texts("FargateServiceProps.subnetIds", 1, subnetIds);
        securityGroupIds = Require.texts("FargateServiceProps.securityGroupIds", 1, securityGroupIds);
        Require.between("FargateServiceProps.desiredTasks", desiredTasks, 0, 100);
        Require.between("FargateServiceProps.healthCheckGraceSeconds", healthCheckGraceSeconds, 0, 3600);
        after = List.copyOf(after);
    }
}
