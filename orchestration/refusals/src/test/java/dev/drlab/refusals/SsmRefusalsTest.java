package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about the Parameter Store, tripped; and the same requests without the fault, let through. */
class SsmRefusalsTest {
    private static final String NAME = "/drlab/runbook";

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(SsmRefusal.PARAMETER_NOT_FOUND, get(NAME, false)),
                arguments(
                        SsmRefusal.PARAMETER_VERSION_NOT_FOUND,
                        SsmRefusals.getParameter(NAME, true, Optional.of("3"), false)),
                arguments(SsmRefusal.PARAMETER_NAME, get("drlab/runbook", true)),
                arguments(SsmRefusal.PARAMETER_NAME, get("/drlab/run book", true)),
                arguments(SsmRefusal.PARAMETER_NAME, get("/drlab//runbook", true)),
                arguments(SsmRefusal.PARAMETER_NAME, SsmRefusals.putParameter("/AWS/runbook", "{}")),
                arguments(SsmRefusal.PARAMETER_NAME, SsmRefusals.putParameter("ssm-runbook", "{}")),
                arguments(SsmRefusal.PARAMETER_LENGTH, SsmRefusals.putParameter(NAME, "")),
                arguments(SsmRefusal.PARAMETER_LENGTH, SsmRefusals.putParameter(NAME, "\u00e9".repeat(2049))),
                arguments(
                        SsmRefusal.NESTED_PARAMETER,
                        SsmRefusals.putParameter(NAME, "{\"unfencedRoles\": [{\"reason\": \"{{a}}\"}]}")));
    }

    @ParameterizedTest
    @MethodSource
    void refused(SsmRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) SsmRefusal.values());
    }

    @Test
    void accepted() {
        assertThat(get(NAME, true)).isEmpty();
        assertThat(get("/aws/service/global-infrastructure/regions", true)).isEmpty();
        assertThat(SsmRefusals.getParameter(NAME, true, Optional.of("2"), true)).isEmpty();
        assertThat(SsmRefusals.putParameter("runbook", "x".repeat(4096))).isEmpty();
        assertThat(SsmRefusals.putParameter(NAME, "{\"replica\": {\"tags\": {\"a\": \"b\"}}}"))
                .isEmpty();
    }

    private static Optional<Refused> get(String name, boolean exists) {
        return SsmRefusals.getParameter(name, exists, Optional.empty(), false);
    }
}
