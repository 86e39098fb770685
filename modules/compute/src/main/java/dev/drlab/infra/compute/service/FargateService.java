package dev.drlab.infra.compute.service;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsService;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceDeploymentCircuitBreaker;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceLoadBalancer;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceNetworkConfiguration;
import java.util.List;
import software.constructs.Construct;

/**
 * A service on Fargate behind a balancer. A deployment starts new tasks before it stops old ones, and is rolled back when
 * they do not come up.
 *
 * <p>Terraform owns the task definition and not the number of tasks: that moves with the region's role, so an apply after a
 * failover must leave it alone.
 */
public final class FargateService extends Construct {
    private final EcsService service;

    /** Makes the service below {@code scope}. */
    public FargateService(Construct scope, String id, FargateServiceProps props) {
        super(scope, id);
        service = EcsService.Builder.create(this, "service")
                .name(props.name())
                .cluster(props.clusterArn())
                .taskDefinition(props.taskDefinitionArn())
                .launchType("FARGATE")
                .desiredCount(props.desiredTasks())
                .deploymentMinimumHealthyPercent(100)
                .deploymentMaximumPercent(200)
                .deploymentCircuitBreaker(EcsServiceDeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .healthCheckGracePeriodSeconds(props.healthCheckGraceSeconds())
                .networkConfiguration(EcsServiceNetworkConfiguration.builder()
                        .subnets(props.subnetIds())
                        .securityGroups(props.securityGroupIds())
                        .assignPublicIp(false)
                        .build())
                .loadBalancer(props.targetGroupArns().stream()
                        .map(arn -> target(arn, props))
                        .toList())
                .enableEcsManagedTags(true)
                .propagateTags("SERVICE")
                .enableExecuteCommand(false)
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("desired_count"))
                        .build())
                .dependsOn(props.after())
                .build();
    }

    private static EcsServiceLoadBalancer target(String groupArn, FargateServiceProps props) {
        return EcsServiceLoadBalancer.builder()
                .targetGroupArn(groupArn)
                .containerName(props.containerName())
                .containerPort(props.containerPort())
                .build();
    }

    /** The service's name. */
    public String name() {
        return service.getName();
    }
}
