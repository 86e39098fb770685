package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTableTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "control-plane.md");

    @Test
    void thePageShowsTheTable() throws IOException {
        List<String> shown = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .toList();

        assertThat(shown)
                .containsExactlyElementsOf(
                        Arrays.stream(Refusal.values()).map(Refusal::markdown).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aRowNamesAnErrorAndASource(Refusal refusal) {
        assertThat(refusal.status()).isBetween(400, 499);
        assertThat(refusal.code()).matches("[A-Z][A-Za-z]+");
        assertThat(refusal.source()).matches("https://(docs\\.aws\\.amazon\\.com|github\\.com)/\\S+");
        assertThat(refusal.calls()).matches("[a-z-]+: [A-Za-z]+(, [A-Za-z]+)*");
        assertThat(refusal.condition()).isNotBlank();
    }
}
