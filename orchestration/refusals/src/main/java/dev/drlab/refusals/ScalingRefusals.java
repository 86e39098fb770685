package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Whether Application Auto Scaling refuses a request of the namespace ecs: the one decision for every stand-in of it. */
public final class ScalingRefusals {
    private static final String DESIRED_COUNT = "ecs:service:DesiredCount";
    private static final Pattern SERVICE = Pattern.compile("service/[^/:]+/[^/:]+");

    private ScalingRefusals() {}

    /**
     * The capacity that a target allows, or is asked to allow.
     *
     * @param minimum tasks; empty to leave it as it is
     * @param maximum tasks; empty to leave it as it is
     */
    public record Bounds(OptionalInt minimum, OptionalInt maximum) {
        /** None. */
        public static final Bounds NONE = new Bounds(OptionalInt.empty(), OptionalInt.empty());

        /** Neither may be null. */
        public Bounds {
            Objects.requireNonNull(minimum, "minimum");
            Objects.requireNonNull(maximum, "maximum");
        }

        /** These where they are set, else those of {@code other}. */
        public Bounds or(Bounds other) {
            return new Bounds(
                    minimum.isPresent() ? minimum : other.minimum, maximum.isPresent() ? maximum : other.maximum);
        }
    }

    /**
     * RegisterScalableTarget.
     *
     * @param dimension in Application Auto Scaling's words
     * @param serviceExists whether ECS has the resource
     * @param asked bounds of the request
     * @param present bounds of the target; none when there is no such target yet
     */
    public static Optional<Refused> registerScalableTarget(
            String resource, String dimension, boolean serviceExists, Bounds asked, Bounds present) {
        Bounds both = asked.or(present);
        return first(
                () -> when(
                        !dimension.equals(DESIRED_COUNT),
                        ScalingRefusal.WRONG_DIMENSION,
                        "Unsupported service namespace, resource type or scalable dimension: " + dimension),
                () -> when(
                        !SERVICE.matcher(resource).matches(),
                        ScalingRefusal.MALFORMED_RESOURCE,
                        "Unsupported service namespace, resource type or scalable dimension: " + resource),
                () -> when(
                        IntStream.of(asked.minimum().orElse(0), asked.maximum().orElse(0))
                                .anyMatch(bound -> bound < 0),
                        ScalingRefusal.NEGATIVE_BOUND,
                        "Minimum capacity and maximum capacity must be greater than or equal to 0"),
                () -> when(
                        both.minimum().isEmpty() || both.maximum().isEmpty(),
                        ScalingRefusal.TARGET_WITHOUT_BOUNDS,
                        "MinCapacity and MaxCapacity must be specified when registering a new scalable target"),
                () -> when(
                        both.minimum().orElseThrow() > both.maximum().orElseThrow(),
                        ScalingRefusal.MINIMUM_ABOVE_MAXIMUM,
                        "Maximum capacity cannot be less than minimum capacity"),
                () -> when(
                        !serviceExists,
                        ScalingRefusal.SCALED_SERVICE_NOT_FOUND,
                        "ECS service doesn't exist: " + resource));
    }

    /** DescribeScalableTargets. */
    public static Optional<Refused> describeScalableTargets(boolean namesDimension, boolean namesResources) {
        return when(
                namesDimension && !namesResources,
                ScalingRefusal.DIMENSION_WITHOUT_RESOURCE,
                "ResourceIds must be specified when ScalableDimension is specified");
    }
}
