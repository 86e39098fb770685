package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesisTest {
    @Test
    void aSecondSynthesisGivesTheSameBytes() {
        Synthesis first = Synthesis.plain();
        Synthesis second = Synthesis.of(first.config());

        assertThat(second.files().keySet())
                .containsExactlyElementsOf(first.files().keySet());
        first.files()
                .forEach((stack, bytes) ->
                        assertThat(second.files().get(stack)).as(stack).isEqualTo(bytes));
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
