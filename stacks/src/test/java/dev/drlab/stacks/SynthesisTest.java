package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesisTest {
    /** The README's figure is printed. The limit is high, as other tests may use the processor at the same time. */
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

    @Test
    void whatTheConfigurationLeavesOutIsTold(@TempDir Path directory) throws IOException {
        List<String> plain = new ArrayList<>();
        DrlabApp.synth(ConfigParser.parse("{}"), directory.resolve("plain"), plain::add);
        assertThat(plain)
                .anyMatch(
                        line -> line.startsWith("PrimaryNetworkStack: domainName is empty: the listener speaks plain"))
                .anyMatch(line ->
                        line.startsWith("ObservabilityStack: ") && line.contains("alarmEmail is empty: nobody"));

        List<String> full = new ArrayList<>();
        DrlabApp.synth(
                ConfigParser.parse("{\"domainName\": \"a.example.com\", \"hostedZoneId\": \"Z0123456789ABCDEFGHIJ\","
                        + " \"alarmEmail\": \"operator@example.com\"}"),
                directory.resolve("full"),
                full::add);
        assertThat(full).isEmpty();
    }
}
