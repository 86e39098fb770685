package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTableTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "control-plane.md");

    static List<Refusal> rows() {
        return RefusalTable.rows();
    }

    /** With {@code -Ddrlab.writeDocs=true} it writes them. */
    @Test
    void thePageShowsTheTable() throws IOException {
        List<String> table =
                rows().stream().map(row -> row.row().markdown(row.name())).toList();
        if (Boolean.getBoolean("drlab.writeDocs")) {
            write(table);
        }
        assertThat(Files.readAllLines(PAGE).stream().filter(RefusalTableTest::isRow))
                .containsExactlyElementsOf(table);
    }

    private static void write(List<String> table) throws IOException {
        List<String> page = new ArrayList<>(Files.readAllLines(PAGE));
        int first = IntStream.range(0, page.size())
                .filter(i -> isRow(page.get(i)))
                .findFirst()
                .orElseThrow();
        page.removeIf(RefusalTableTest::isRow);
        page.addAll(first, table);
        Files.write(PAGE, page);
    }

    private static boolean isRow(String line) {
        return line.matches("\\| `[A-Z_]+` \\|.*");
    }

    @Test
    void everyServiceIsInIt() {
        assertThat(rows().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
    }

    @Test
    void aNameIsOfOneRow() {
        assertThat(rows()).extracting(Refusal::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowNamesAnErrorAndASource(Refusal refusal) {
        assertThat(refusal.row().code()).matches("[A-Z][A-Za-z]+");
        assertThat(refusal.row().source()).matches("https://(docs\\.aws\\.amazon\\.com|github\\.com)/\\S+");
        assertThat(refusal.row().calls()).matches("[a-z0-9-]+: [A-Za-z]+(, [A-Za-z]+)*");
        assertThat(refusal.row().condition()).isNotBlank();
    }
}
