package dev.drlab.service.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardSignatureTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final ForwardRequest REQUEST = request("POST", "/items?x=1", "{}", "key-1");

    private final ForwardSignature signature = new ForwardSignature("0123456789abcdef");

    private static ForwardRequest request(String method, String target, String body, String key) {
        return new ForwardRequest(method, target, body.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(key));
    }

    private Optional<String> problem(ForwardRequest received, long signedAt, Instant now) {
        return signature.problem(received, Long.toString(signedAt), signature.sign(REQUEST, signedAt), now);
    }

    @Test
    void ownSignatureIsGoodForAMinuteEitherWay() {
        long at = NOW.toEpochMilli();
        assertThat(problem(REQUEST, at, NOW)).isEmpty();
        assertThat(problem(REQUEST, at, NOW.plusSeconds(60))).isEmpty();
        assertThat(problem(REQUEST, at, NOW.minusSeconds(60))).isEmpty();
        assertThat(problem(REQUEST, at, NOW.plusMillis(60_001)).orElseThrow()).contains("60 s away");
        assertThat(problem(REQUEST, at, NOW.minusMillis(60_001)).orElseThrow()).contains("60 s away");
    }

    static Stream<ForwardRequest> changedRequests() {
        return Stream.of(
                request("GET", "/items?x=1", "{}", "key-1"),
                request("POST", "/items?x=2", "{}", "key-1"),
                request("POST", "/items?x=1", "{ }", "key-1"),
                request("POST", "/items?x=1", "{}", "key-2"),
                request("POST", "/items?x=1", "{}", null));
    }

    @ParameterizedTest
    @MethodSource("changedRequests")
    void coversEveryPartOfTheRequest(ForwardRequest changed) {
        assertThat(problem(changed, NOW.toEpochMilli(), NOW).orElseThrow()).contains("does not match");
    }

    @Test
    void coversTheTime() {
        String given = signature.sign(REQUEST, NOW.toEpochMilli());
        assertThat(signature.problem(REQUEST, Long.toString(NOW.toEpochMilli() + 1), given, NOW))
                .isPresent();
    }

    @Test
    void anotherSecretMakesAnotherSignature() {
        String given = new ForwardSignature("another-secret-here").sign(REQUEST, NOW.toEpochMilli());
        assertThat(signature.problem(REQUEST, Long.toString(NOW.toEpochMilli()), given, NOW))
                .isPresent();
    }

    @Test
    void halfASignatureIsRefused() {
        assertThat(signature.problem(REQUEST, null, "00", NOW)).isPresent();
        assertThat(signature.problem(REQUEST, "1", null, NOW)).isPresent();
        assertThat(signature.problem(REQUEST, "yesterday", "00", NOW).orElseThrow())
                .contains("not a number");
    }
}
