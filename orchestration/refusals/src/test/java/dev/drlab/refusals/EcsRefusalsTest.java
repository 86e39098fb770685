package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about ECS, tripped; and the same requests without the fault, let through. */
class EcsRefusalsTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(EcsRefusal.CLUSTER_NOT_FOUND, EcsRefusals.describeServices(false, 1)),
                arguments(EcsRefusal.CLUSTER_NOT_FOUND, update(false, "ACTIVE", 2)),
                arguments(EcsRefusal.NO_SERVICES, EcsRefusals.describeServices(true, 0)),
                arguments(EcsRefusal.TOO_MANY_SERVICES, EcsRefusals.describeServices(true, 11)),
                arguments(
                        EcsRefusal.SERVICE_NOT_FOUND,
                        EcsRefusals.updateService(true, Optional.empty(), OptionalInt.of(2))),
                arguments(EcsRefusal.SERVICE_NOT_ACTIVE, update(true, "DRAINING", 2)),
                arguments(EcsRefusal.SERVICE_NOT_ACTIVE, update(true, "INACTIVE", 0)),
                arguments(EcsRefusal.NEGATIVE_COUNT, update(true, "ACTIVE", -1)));
    }

    @ParameterizedTest
    @MethodSource
    void refused(EcsRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) EcsRefusal.values());
    }

    @Test
    void accepted() {
        assertThat(EcsRefusals.describeServices(true, 1)).isEmpty();
        assertThat(EcsRefusals.describeServices(true, 10)).isEmpty();
        assertThat(update(true, "ACTIVE", 0)).isEmpty();
        assertThat(EcsRefusals.updateService(true, Optional.of("ACTIVE"), OptionalInt.empty()))
                .isEmpty();
    }

    private static Optional<Refused> update(boolean clusterExists, String status, int count) {
        return EcsRefusals.updateService(clusterExists, Optional.of(status), OptionalInt.of(count));
    }
}
