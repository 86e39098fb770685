package dev.drlab.lab.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every scenario is told where somebody looks for it. */
class GameDayDocumentTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent().getParent();
    private static final List<String> TITLES =
            Arrays.stream(Scenario.values()).map(Scenario::title).toList();

    @Test
    void eachScenarioHasARowAndASectionAmongTheGameDaysAndNoOtherHas() throws IOException {
        String page = Files.readString(HOME.resolve("docs/runbooks_gamedays.md"));
        List<String> sections = page.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .filter(title -> !title.contains(" "))
                .toList();

        assertThat(sections).containsExactlyInAnyOrderElementsOf(TITLES);
        for (String title : TITLES) {
            assertThat(page).contains("| [`" + title + "`](#" + title + ") | ");
        }
    }

    @Test
    void eachScenarioHasItsMeasuredRow() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve("docs/performance.md"));
        for (String title : TITLES) {
            assertThat(lines)
                    .as("a row for %s in docs/performance.md", title)
                    .anyMatch(line -> line.startsWith("| `" + title + "`"));
        }
    }

    @Test
    void readmeAndChangelogCountThem() throws IOException {
        List<String> numbers = List.of("seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen");
        String number = numbers.get(TITLES.size() - 7);
        assertThat(HOME.resolve("README.md")).content().contains("runs all " + number + " scenarios");
        assertThat(HOME.resolve("CHANGELOG.md")).content().contains(number + " scenarios of losing");
    }
}
