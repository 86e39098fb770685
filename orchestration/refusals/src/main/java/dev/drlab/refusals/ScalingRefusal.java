package dev.drlab.refusals;

/** The refusals of Application Auto Scaling for targets that are ECS services. */
public enum ScalingRefusal implements Refusal {
    TARGET_WITHOUT_BOUNDS(
            "application-autoscaling: RegisterScalableTarget",
            "a new target comes without its minimum or without its maximum",
            Sources.REGISTER),
    MINIMUM_ABOVE_MAXIMUM(
            "application-autoscaling: RegisterScalableTarget",
            "the minimum is above the maximum; a bound that the request leaves out is the one that the target has",
            Sources.REGISTER),
    NEGATIVE_BOUND("application-autoscaling: RegisterScalableTarget", "a bound is less than 0", Sources.REGISTER),
    MALFORMED_RESOURCE(
            "application-autoscaling: RegisterScalableTarget",
            "the resource is not service/CLUSTER/SERVICE by their names",
            Sources.REGISTER),
    WRONG_DIMENSION(
            "application-autoscaling: RegisterScalableTarget",
            "the dimension is not one of that namespace: ecs:service:DesiredCount is ECS's only one",
            Sources.REGISTER),
    SCALED_SERVICE_NOT_FOUND(
            "application-autoscaling: RegisterScalableTarget",
            "ECS does not have that service, or not yet",
            Row.GITHUB + "spinnaker/spinnaker/issues/4371"),
    DIMENSION_WITHOUT_RESOURCE(
            "application-autoscaling: DescribeScalableTargets",
            "a dimension comes without a resource",
            Row.AWS + "autoscaling/application/APIReference/API_DescribeScalableTargets.html");

    private final Row row;

    ScalingRefusal(String calls, String condition, String source) {
        row = new Row(calls, condition, "ValidationException", 400, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Sources {
        static final String REGISTER = Row.AWS + "autoscaling/application/APIReference/API_RegisterScalableTarget.html";

        private Sources() {}
    }
}
