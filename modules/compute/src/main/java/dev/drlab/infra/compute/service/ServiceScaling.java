package dev.drlab.infra.compute.service;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTarget;
import java.util.List;
import software.constructs.Construct;

/**
 * Keeps a service's processors at a target by the number of its tasks. The limits are set at creation only: activate and
 * reprotect move the minimum with the region's role, and an apply must leave it alone.
 */
public final class ServiceScaling extends Construct {
    private static final int SCALE_OUT_SECONDS = 60;
    private static final int SCALE_IN_SECONDS = 300;

    /** Makes scalable target and policy below {@code scope}. */
    public ServiceScaling(Construct scope, String id, ServiceScalingProps props) {
        super(scope, id);
        AppautoscalingTarget target = AppautoscalingTarget.Builder.create(this, "target")
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/" + props.clusterName() + "/" + props.serviceName())
                .minCapacity(props.minTasks())
                .maxCapacity(props.maxTasks())
                .lifecycle(TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("min_capacity", "max_capacity"))
                        .build())
                .build();
        AppautoscalingPolicy.Builder.create(this, "cpu")
                .name("cpu")
                .policyType("TargetTrackingScaling")
                .serviceNamespace(target.getServiceNamespace())
                .scalableDimension(target.getScalableDimension())
                .resourceId(target.getResourceId())
                .targetTrackingScalingPolicyConfiguration(cpu(props.cpuTargetPercent()))
                .build();
    }

    private static AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration cpu(int targetPercent) {
        return AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
                .predefinedMetricSpecification(
                        AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification
                                .builder()
                                .predefinedMetricType("ECSServiceAverageCPUUtilization")
                                .build())
                .targetValue(targetPercent)
                .scaleOutCooldown(SCALE_OUT_SECONDS)
                .scaleInCooldown(SCALE_IN_SECONDS)
                .build();
    }
}
