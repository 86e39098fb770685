package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about SNS, tripped; and the same requests without the fault, let through. */
class SnsRefusalsTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(SnsRefusal.TOPIC_NOT_FOUND, SnsRefusals.publish(false, Optional.of("s"), "m")),
                arguments(SnsRefusal.EMPTY_MESSAGE, publish("s", "")),
                arguments(SnsRefusal.MESSAGE_TOO_LONG, publish("s", "\u20ac".repeat(87_382))),
                arguments(SnsRefusal.MESSAGE_TOO_LONG, publish("ss", "m".repeat(262_143))),
                arguments(SnsRefusal.SUBJECT_LENGTH, publish("", "m")),
                arguments(SnsRefusal.SUBJECT_LENGTH, publish("s".repeat(100), "m")),
                arguments(SnsRefusal.SUBJECT_CHARACTERS, publish(" leading", "m")),
                arguments(SnsRefusal.SUBJECT_CHARACTERS, publish("two\nlines", "m")),
                arguments(SnsRefusal.SUBJECT_CHARACTERS, publish("a\u0007bell", "m")),
                arguments(SnsRefusal.SUBJECT_CHARACTERS, publish("a\u007fdelete", "m")),
                arguments(SnsRefusal.SUBJECT_CHARACTERS, publish("caf\u00e9", "m")));
    }

    @ParameterizedTest
    @MethodSource
    void refused(SnsRefusal row, Optional<Refused> decision) {
        assertThat(decision.map(Refused::refusal)).contains(row);
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder((Object[]) SnsRefusal.values());
    }

    @Test
    void accepted() {
        assertThat(publish("drlab: us-west-2 is active", "{\"reason\": \"caf\u00e9\n\"}"))
                .isEmpty();
        assertThat(publish("s".repeat(99), "m")).isEmpty();
        assertThat(publish("s", "m".repeat(262_143))).isEmpty();
        assertThat(SnsRefusals.publish(true, Optional.empty(), "m")).isEmpty();
    }

    private static Optional<Refused> publish(String subject, String message) {
        return SnsRefusals.publish(true, Optional.of(subject), message);
    }
}
