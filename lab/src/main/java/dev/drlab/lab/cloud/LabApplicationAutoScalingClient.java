package dev.drlab.lab.cloud;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

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
    private final CapacityListener listener;

    /** No targets yet in {@code region}. */
    public LabApplicationAutoScalingClient(String region, Clock clock, CapacityListener listener) {
        this.region = Objects.requireNonNull(region, "region");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        ModelledMembers.require(
                "ApplicationAutoScaling.registerScalableTarget",
                request,
                Set.of("ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity", "MaxCapacity"));
        requireEcsService(request);
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

    /** A bound that the request leaves out stays as it is; a new target needs both. */
    private ScalableTarget merged(ScalableTarget present, RegisterScalableTargetRequest request) {
        Integer min = request.minCapacity() == null && present != null ? present.minCapacity() : request.minCapacity();
        Integer max = request.maxCapacity() == null && present != null ? present.maxCapacity() : request.maxCapacity();
        if (min == null || max == null) {
            throw invalid("MinCapacity and MaxCapacity must be specified when registering a new scalable target");
        }
        if (min < 0 || max < min) {
            throw invalid(
                    "Maximum capacity cannot be less than minimum capacity, nor minimum capacity negative: minimum "
                            + min + ", maximum " + max);
        }
        return ScalableTarget.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(request.resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(min)
                .maxCapacity(max)
                .creationTime(present == null ? clock.instant() : present.creationTime())
                .scalableTargetARN(
                        Arns.of("application-autoscaling", region, "scalable-target/" + request.resourceId()))
                .build();
    }

    private static void requireEcsService(RegisterScalableTargetRequest request) {
        requireEcs(request.serviceNamespace());
        if (request.scalableDimension() != ScalableDimension.ECS_SERVICE_DESIRED_COUNT) {
            throw invalid("Unsupported service namespace, resource type or scalable dimension: "
                    + request.scalableDimensionAsString());
        }
        if (request.resourceId() == null || !request.resourceId().matches("service/[^/]+/[^/]+")) {
            throw invalid("Resource ID must be service/<cluster>/<service>, got " + request.resourceId());
        }
    }

    private static void requireEcs(ServiceNamespace namespace) {
        if (namespace != ServiceNamespace.ECS) {
            throw new UnsupportedOperationException(
                    "the lab models ApplicationAutoScaling for the namespace ecs, not " + namespace);
        }
    }

    private static ValidationException invalid(String message) {
        return ServiceErrors.fill(
                        ValidationException.builder(), "ApplicationAutoScaling", 400, "ValidationException", message)
                .build();
    }
}
