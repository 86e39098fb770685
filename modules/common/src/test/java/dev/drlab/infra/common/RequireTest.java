package dev.drlab.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequireTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("text", null, v -> Require.text("in", null)),
                refusal("text", " ", v -> Require.text("in", v)),
                refusal("prefixed", "key", v -> Require.prefixed("in", v, "alias/")),
                refusal("arn", "bucket", v -> Require.arn("in", v)),
                refusal("arn", null, v -> Require.arn("in", v)),
                refusal("hostName", "App.example.com", v -> Require.hostName("in", v)),
                refusal("hostName", "localhost", v -> Require.hostName("in", v)),
                refusal("hostName", null, v -> Require.hostName("in", v)),
                refusal("between", "11", v -> Require.between("in", Integer.parseInt(v), 1, 10)),
                refusal("oneOf", "2", v -> Require.oneOf("in", Integer.parseInt(v), Set.of(1, 3))),
                refusal("texts", "[a]", v -> Require.texts("in", 2, List.of("a"))),
                refusal("texts", null, v -> Require.texts("in", 0, null)),
                refusal("texts", "null", v -> Require.texts("in", 1, Collections.singletonList(null))),
                refusal("singles", "#{TOKEN[1]}", v -> Require.singles("in", List.of(v))),
                refusal("named", "", v -> Require.named("in", Map.of("name", v))),
                refusal("named", null, v -> Require.named("in", null)));
    }

    private static Arguments refusal(String rule, String value, Function<String, Object> call) {
        return Arguments.of(rule, value, call);
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @MethodSource("refused")
    void namesInputValueAndRule(String rule, String value, Function<String, Object> call) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.apply(value))
                .withMessageStartingWith("in")
                .withMessageContaining(value == null ? "null" : value)
                .withMessageContaining("; it must ");
    }

    @Test
    void returnsWhatItLetsPass() {
        assertThat(Require.text("in", "${aws_vpc.v.id}")).isEqualTo("${aws_vpc.v.id}");
        assertThat(Require.arn("in", "${aws_kms_key.k.arn}")).isEqualTo("${aws_kms_key.k.arn}");
        assertThat(Require.arn("in", "arn:aws:s3:::b")).isEqualTo("arn:aws:s3:::b");
        assertThat(Require.prefixed("in", "alias/key", "alias/")).isEqualTo("alias/key");
        assertThat(Require.hostName("in", "app.example.com")).isEqualTo("app.example.com");
        assertThat(Require.between("in", 10, 1, 10)).isEqualTo(10);
        assertThat(Require.oneOf("in", 3, Set.of(1, 3))).isEqualTo(3);
        assertThat(Require.texts("in", 0, List.of())).isEmpty();
        assertThat(Require.singles("in", List.of("a", "b"))).containsExactly("a", "b");
        assertThat(Require.named("in", Map.of("a", "b"))).containsEntry("a", "b");
    }
}
