package dev.drlab.lab.simulation.aws.ecs;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.Refused;
import dev.drlab.refusals.ScalingRefusals;
import dev.drlab.refusals.ScalingRefusals.Bounds;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/**
 * One region's Application Auto Scaling: the bounds of ECS services. It holds no scaling policies, so the number of tasks
 * changes only when a bound forces it. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">
 *     RegisterScalableTarget</a>
 */
public final class LabApplicationAutoScalingClient implements ApplicationAutoScalingClient {
    private final Map<String, ScalableTarget> targets = new ConcurrentHashMap<>();
    private final String region;
    private final Clock clock;
    private final Predicate<String> services;
    private final CapacityListener listener;

    /**
     * No targets yet in {@code region}.
     *
     * @param services whether ECS has a service: {@code service/<cluster>/<service>}
     */
    public LabApplicationAutoScalingClient(
            String region, Clock clock, Predicate<String> services, CapacityListener listener) {
        this.region = Objects.requireNonNull(region, "region");
        this.services = Objects.requireNonNull(services, "services");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        ModelledMembers.require(
                "ApplicationAutoScaling.registerScalableTarget",
                request,
                Set.of("ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity", "MaxCapacity"));
        requireEcs(request.serviceNamespace());
        ScalableTarget target =
                targets.compute(request.resourceId(), (resourceId, present) -> merged(present, request));
        listener.bounds(target.resourceId(), target.minCapacity(), target.maxCapacity());
        return RegisterScalableTargetResponse.builder()
                .scalableTargetARN(target.scalableTargetARN())
                .build();
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        ModelledMembers.require(
                "ApplicationAutoScaling.describeScalableTargets",
                request,
                Set.of("ServiceNamespace", "ResourceIds", "ScalableDimension"));
        requireEcs(request.serviceNamespace());
        ScalingRefusals.describeScalableTargets(
                        request.scalableDimension() != null,
                        request.hasResourceIds() && !request.resourceIds().isEmpty())
                .ifPresent(LabApplicationAutoScalingClient::refuse);
        List<ScalableTarget> found = targets.values().stream()
                .filter(target -> !request.hasResourceIds()
                        || request.resourceIds().isEmpty()
                        || request.resourceIds().contains(target.resourceId()))
                .filter(target -> request.scalableDimension() == null
                        || request.scalableDimension() == target.scalableDimension())
                .sorted(Comparator.comparing(ScalableTarget::resourceId))
                .toList();
        return DescribeScalableTargetsResponse.builder().scalableTargets(found).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the targets stay. */
    @Override
    public void close() {}

    /** A bound that the request leaves out stays as it is. */
    private ScalableTarget merged(ScalableTarget present, RegisterScalableTargetRequest request) {
        Bounds asked = bounds(request.minCapacity(), request.maxCapacity());
        Bounds before = present == null ? Bounds.NONE : bounds(present.minCapacity(), present.maxCapacity());
        ScalingRefusals.registerScalableTarget(
                        String.valueOf(request.resourceId()),
                        String.valueOf(request.scalableDimensionAsString()),
                        services.test(request.resourceId()),
                        asked,
                        before)
                .ifPresent(LabApplicationAutoScalingClient::refuse);
        Bounds bounds = asked.or(before);
        return ScalableTarget.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(request.resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(bounds.minimum().orElseThrow())
                .maxCapacity(bounds.maximum().orElseThrow())
                .creationTime(present == null ? clock.instant() : present.creationTime())
                .scalableTargetARN(
                        Arns.of("application-autoscaling", region, "scalable-target/" + request.resourceId()))
                .build();
    }

    private static void requireEcs(ServiceNamespace namespace) {
        if (namespace != ServiceNamespace.ECS) {
            throw new UnsupportedOperationException(
                    "the lab models ApplicationAutoScaling for the namespace ecs, not " + namespace);
        }
    }

    private static Bounds bounds(Integer minimum, Integer maximum) {
        return new Bounds(bound(minimum), bound(maximum));
    }

    private static OptionalInt bound(Integer bound) {
        return bound == null ? OptionalInt.empty() : OptionalInt.of(bound);
    }

    private static void refuse(Refused refused) {
        throw ServiceFailures.refused(ApplicationAutoScalingClient.class, refused);
    }
}
