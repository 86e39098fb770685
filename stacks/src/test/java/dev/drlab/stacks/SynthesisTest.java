package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SynthesisTest {
    /** The README's figure is printed; the bound is loose, as other tests may share the processor. */
    @Test
    void aSecondSynthesisGivesTheSameBytes() {
        Synthesis first = Synthesis.plain();
        Instant began = Instant.now();
        Synthesis second = Synthesis.of(first.config());
        Duration took = Duration.between(began, Instant.now());
        System.out.printf(
                "synthesis of %d stacks with the bindings loaded: %.1f s%n",
                second.files().size(), took.toMillis() / 1000.0);

        assertThat(second.files().keySet())
                .containsExactlyElementsOf(first.files().keySet());
        first.files()
                .forEach((stack, bytes) ->
                        assertThat(second.files().get(stack)).as(stack).isEqualTo(bytes));
        assertThat(took).isLessThan(Duration.ofSeconds(60));
    }
}
