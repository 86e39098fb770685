package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drlab.refusals.SecretsManagerRefusals.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about Secrets Manager, tripped; and the same requests without the fault, let through. */
class SecretsManagerRefusalsTest {
    private static final Optional<String> TOKEN = Optional.of("8e7a1f1c-0b6a-4a55-9f7e-0d1c3a5e7b90");
    private static final Optional<String> OTHER = Optional.of("0d1c3a5e-7b90-4a55-9f7e-8e7a1f1c0b6a");
    private static final Optional<Secret> PRESENT =
            Optional.of(new Secret(false, Map.of(TOKEN.orElseThrow(), "first", OTHER.orElseThrow(), "second")));
    private static final Optional<Secret> DELETED = Optional.of(new Secret(true, Map.of()));

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        SecretsManagerRefusal.SECRET_NOT_FOUND,
                        SecretsManagerRefusals.getSecretValue(Optional.empty())),
                arguments(SecretsManagerRefusal.SECRET_NOT_FOUND, put(Optional.empty(), TOKEN, "x")),
                arguments(SecretsManagerRefusal.SECRET_DELETED, SecretsManagerRefusals.getSecretValue(DELETED)),
                arguments(SecretsManagerRefusal.SECRET_DELETED, put(DELETED, TOKEN, "x")),
                arguments(SecretsManagerRefusal.NO_TOKEN, put(PRESENT, Optional.empty(), "x")),
                arguments(SecretsManagerRefusal.TOKEN_REUSED, put(PRESENT, TOKEN, "second")),
                arguments(SecretsManagerRefusal.TOKEN_REUSED, put(PRESENT, OTHER, "first")),
                arguments(
                        SecretsManagerRefusal.NO_SECRET_VALUE,
                        SecretsManagerRefusals.putSecretValue(PRESENT, TOKEN, Optional.empty())),
                arguments(SecretsManagerRefusal.SECRET_TOO_LONG, put(PRESENT, TOKEN, "\u00e9".repeat(32_769))));
    }

    @ParameterizedTest
    @MethodSource
    void refused(SecretsManagerRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) SecretsManagerRefusal.values());
    }

    @Test
    void accepted() {
        assertThat(SecretsManagerRefusals.getSecretValue(PRESENT)).isEmpty();
        assertThat(put(PRESENT, TOKEN, "first")).isEmpty();
        assertThat(put(PRESENT, Optional.of("another"), "first")).isEmpty();
        assertThat(put(PRESENT, Optional.of("another"), "\u00e9".repeat(32_768)))
                .isEmpty();
    }

    private static Optional<Refused> put(Optional<Secret> secret, Optional<String> token, String value) {
        return SecretsManagerRefusals.putSecretValue(secret, token, Optional.of(value));
    }
}
