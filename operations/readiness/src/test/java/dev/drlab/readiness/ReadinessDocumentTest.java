package dev.drlab.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/readiness.md shows the table of the code. To write it anew: {@code mvn -pl operations/readiness -am test
 * -Dtest=ReadinessDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true}.
 */
class ReadinessDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "readiness.md");
    private static final String BEGIN = "<!-- checks: written by ReadinessDocumentTest -->\n";
    private static final String END = "<!-- end of checks -->\n";

    @Test
    void theDocumentHasTheTable() throws IOException {
        String present = Files.readString(DOCUMENT);
        int from = present.indexOf(BEGIN);
        int to = present.indexOf(END);
        assertThat(from).as("mark in " + DOCUMENT).isNotNegative();
        assertThat(to).isGreaterThan(from);
        String expected =
                present.substring(0, from + BEGIN.length()) + ReadinessMarkdown.checks() + present.substring(to);
        if (Boolean.getBoolean("drlab.writeDocs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }
}
