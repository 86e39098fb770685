package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/testing_strategy.md} says what each integration test proves, and names no test that is not there. */
class TestingStrategyTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:IT|Test))`");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void everyIntegrationTestIsInThePage() throws IOException {
        Set<String> missing = new TreeSet<>(tests());
        missing.removeIf(name -> !name.endsWith("IT"));
        assertThat(missing).hasSizeGreaterThan(50);
        missing.removeAll(named());
        assertThat(missing)
                .as("integration tests that no row of docs/testing_strategy.md names")
                .isEmpty();
    }

    @Test
    void everyTestInThePageIsThere() throws IOException {
        Set<String> gone = named();
        gone.removeAll(tests());
        assertThat(gone).isEmpty();
    }

    private static Set<String> named() throws IOException {
        return TEST.matcher(Files.readString(HOME.resolve("docs").resolve("testing_strategy.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Test classes of every module that the reactor names, those of profiles included. */
    private static Set<String> tests() throws IOException {
        Set<String> names = new TreeSet<>();
        addTests(HOME, names);
        return names;
    }

    private static void addTests(Path module, Set<String> names) throws IOException {
        Path sources = module.resolve("src/test/java");
        if (Files.isDirectory(sources)) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.matches("\\w+(IT|Test)\\.java"))
                        .forEach(file -> names.add(file.replace(".java", "")));
            }
        }
        for (MatchResult child : MODULE.matcher(Files.readString(module.resolve("pom.xml")))
                .results()
                .toList()) {
            addTests(module.resolve(child.group(1)), names);
        }
    }
}
