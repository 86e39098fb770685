package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;

/** Application Auto Scaling behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultyScaling implements ApplicationAutoScalingClient {
    private final FaultInjector faults;
    private final ApplicationAutoScalingClient scaling;

    /** {@code scaling} behind {@code faults}. */
    public FaultyScaling(FaultInjector faults, ApplicationAutoScalingClient scaling) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.scaling = Objects.requireNonNull(scaling, "scaling");
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        return faults.call(
                ApplicationAutoScalingClient.class, "registerScalableTarget", request, scaling::registerScalableTarget);
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        return faults.call(
                ApplicationAutoScalingClient.class,
                "describeScalableTargets",
                request,
                scaling::describeScalableTargets);
    }

    @Override
    public String serviceName() {
        return scaling.serviceName();
    }

    @Override
    public void close() {
        scaling.close();
    }
}
