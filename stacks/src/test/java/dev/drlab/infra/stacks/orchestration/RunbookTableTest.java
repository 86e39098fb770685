package dev.drlab.infra.stacks.orchestration;

import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.infra.stacks.DocumentSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/runbook.md lists the fields from their only description. */
class RunbookTableTest {
    private static final DocumentSection FIELDS = new DocumentSection(
            Path.of("..", "docs", "runbook.md"),
            "<!-- fields: written by RunbookTableTest -->\n",
            "<!-- end of fields -->\n");

    @Test
    void theDocumentListsTheFields() throws IOException {
        FIELDS.assertHolds("| field | kind | what | AWS default |\n|---|---|---|---|\n"
                + Arrays.stream(RunbookField.values())
                        .map(RunbookTableTest::row)
                        .collect(Collectors.joining()));
    }

    private static String row(RunbookField field) {
        String kind = switch (field.kind()) {
            case TEXT -> "string";
            case NUMBER -> "integer, " + field.least() + " or more";
            case LIST -> "list";
            case OBJECT -> "object";
        };
        String value = field.defaultOnAws()
                .map(text -> field.kind() == RunbookField.Kind.TEXT ? "`" + text + "`" : text)
                .orElse("");
        return "| `" + field.label() + "` | " + kind + " | " + field.description() + " | " + value + " |\n";
    }
}
