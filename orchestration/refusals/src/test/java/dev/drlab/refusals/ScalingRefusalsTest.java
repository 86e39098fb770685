package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drlab.refusals.ScalingRefusals.Bounds;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about Application Auto Scaling, tripped; and the same requests without the fault, let through. */
class ScalingRefusalsTest {
    private static final String SERVICE = "service/drlab/web";
    private static final String COUNT = "ecs:service:DesiredCount";
    private static final Bounds ONE_TO_FOUR = bounds(1, 4);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(ScalingRefusal.TARGET_WITHOUT_BOUNDS, register(atLeast(1), Bounds.NONE)),
                arguments(ScalingRefusal.TARGET_WITHOUT_BOUNDS, register(atMost(4), Bounds.NONE)),
                arguments(ScalingRefusal.MINIMUM_ABOVE_MAXIMUM, register(bounds(5, 4), Bounds.NONE)),
                arguments(ScalingRefusal.MINIMUM_ABOVE_MAXIMUM, register(atLeast(5), ONE_TO_FOUR)),
                arguments(ScalingRefusal.MINIMUM_ABOVE_MAXIMUM, register(atMost(0), ONE_TO_FOUR)),
                arguments(ScalingRefusal.NEGATIVE_BOUND, register(bounds(-1, 4), Bounds.NONE)),
                arguments(ScalingRefusal.NEGATIVE_BOUND, register(atMost(-1), ONE_TO_FOUR)),
                arguments(ScalingRefusal.MALFORMED_RESOURCE, register("drlab/web")),
                arguments(
                        ScalingRefusal.MALFORMED_RESOURCE,
                        register("service/arn:aws:ecs:us-west-2:123456789012:cluster/drlab/web")),
                arguments(
                        ScalingRefusal.WRONG_DIMENSION,
                        ScalingRefusals.registerScalableTarget(
                                SERVICE, "dynamodb:table:ReadCapacityUnits", true, ONE_TO_FOUR, Bounds.NONE)),
                arguments(
                        ScalingRefusal.SCALED_SERVICE_NOT_FOUND,
                        ScalingRefusals.registerScalableTarget(SERVICE, COUNT, false, ONE_TO_FOUR, Bounds.NONE)),
                arguments(
                        ScalingRefusal.DIMENSION_WITHOUT_RESOURCE,
                        ScalingRefusals.describeScalableTargets(true, false)));
    }

    @ParameterizedTest
    @MethodSource
    void refused(ScalingRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) ScalingRefusal.values());
    }

    @Test
    void accepted() {
        assertThat(register(ONE_TO_FOUR, Bounds.NONE)).isEmpty();
        assertThat(register(bounds(0, 0), ONE_TO_FOUR)).isEmpty();
        assertThat(register(atLeast(4), ONE_TO_FOUR)).isEmpty();
        assertThat(register(Bounds.NONE, ONE_TO_FOUR)).isEmpty();
        assertThat(ScalingRefusals.describeScalableTargets(true, true)).isEmpty();
        assertThat(ScalingRefusals.describeScalableTargets(false, false)).isEmpty();
    }

    private static Optional<Refused> register(String resource) {
        return ScalingRefusals.registerScalableTarget(resource, COUNT, true, ONE_TO_FOUR, Bounds.NONE);
    }

    private static Optional<Refused> register(Bounds asked, Bounds present) {
        return ScalingRefusals.registerScalableTarget(SERVICE, COUNT, true, asked, present);
    }

    private static Bounds bounds(int minimum, int maximum) {
        return new Bounds(OptionalInt.of(minimum), OptionalInt.of(maximum));
    }

    private static Bounds atLeast(int minimum) {
        return new Bounds(OptionalInt.of(minimum), OptionalInt.empty());
    }

    private static Bounds atMost(int maximum) {
        return new Bounds(OptionalInt.empty(), OptionalInt.of(maximum));
    }
}
