package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading: names, bytes and hashes. */
class DefinitionTest {
    @TempDir
    Path directory;

    @Test
    void hashesTheExactBytes() throws Exception {
        Path file = directory.resolve("small.asl.json");
        byte[] bytes = "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"Ä\",\"States\":{\"Ä\":{\"Type\":\"Succeed\"}}}\n"
                .getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes);

        Definition definition = Definition.load(file);

        assertThat(definition.name()).isEqualTo("small");
        assertThat(definition.machine().graph().startAt()).isEqualTo("Ä");
        assertThat(definition.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void listsEveryRefusalAtOnce() throws IOException {
        Path file = directory.resolve("bad.asl.json");
        Files.writeString(file, """
                {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                  "A": {"Type": "Map", "Next": "B"},
                  "B": {"Type": "Pass", "ResultPath": "$.x", "Next": "C"}}}
                """);

        assertThatThrownBy(() -> Definition.load(file))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        e -> assertThat(e.findings())
                                .extracting(Finding::rule)
                                .containsExactly("unsupported-state-type", "jsonpath-field", "dangling-state"))
                .hasMessageContaining("States.A.Type: unsupported state type Map")
                .hasMessageContaining("States.B.ResultPath");
    }

    @Test
    void namesAnUnknownShippedDefinition() {
        assertThatThrownBy(() -> Definition.shipped("absent")).hasMessageContaining("absent.asl.json");
    }
}
