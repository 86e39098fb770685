package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No packages import each other in a circle, as the sources have it. The compiler copies a constant into the class that
 * uses it, so the classes that {@link LayeringTest} reads do not say where it came from.
 */
class SourceImportsTest {
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(dev\\.drlab(?:\\.[a-z]\\w*)+)\\.", Pattern.MULTILINE);

    @Test
    void noPackagesImportEachOtherInACircle() throws IOException {
        List<Import> left = imports();
        assertThat(left).hasSizeGreaterThan(1000);
        boolean fewer = true;
        while (fewer) {
            Set<String> importing = left.stream().map(Import::from).collect(Collectors.toSet());
            Set<String> imported = left.stream().map(Import::to).collect(Collectors.toSet());
            fewer = left.removeIf(each -> !importing.contains(each.to) || !imported.contains(each.from));
        }
        assertThat(left).as("imports in a circle, or from one to another").isEmpty();
    }

    private static List<Import> imports() throws IOException {
        List<Import> imports = new ArrayList<>();
        for (Path source : MainSources.files()) {
            String own = MainSources.packageOf(source);
            IMPORT.matcher(Files.readString(source))
                    .results()
                    .map((MatchResult found) ->
                            new Import(own, source.getFileName().toString(), found.group(1)))
                    .filter(found -> !found.to.equals(own))
                    .forEach(imports::add);
        }
        return imports;
    }

    private record Import(String from, String file, String to) {}
}
