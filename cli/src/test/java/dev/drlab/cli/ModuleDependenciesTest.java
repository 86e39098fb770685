package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a module's pom brings lies below the module, as what its classes import does. Code that is found by its name, at
 * run time, is in no import: {@link LayeringTest} cannot see it.
 */
class ModuleDependenciesTest {
    /** Who brings what its classes do not name, and why. */
    private static final Map<String, String> FOUND_BY_NAME = Map.of(
            "agent.lambda -> readiness", "one zip has the code of both functions",
            "cli -> cli.lab", "the command does without, where the archive has no lab");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Pattern OWN = Pattern.compile("</parent>.*?<artifactId>([^<]+)<", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)<");

    /** Rows of {@link LayeringTest} by artifact; several where a module has several. */
    private final Map<String, Set<String>> rows = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        for (Path module : MainSources.modules()) {
            Set<String> own = rowsOf(module);
            if (!own.isEmpty()) {
                rows.put(artifactOf(module), own);
            }
        }
    }

    @Test
    void aModuleBringsOnlyWhatLiesBelowIt() throws IOException {
        assertThat(rows).hasSizeGreaterThan(20);
        Set<String> upward = new TreeSet<>();
        for (Path module : MainSources.modules()) {
            Set<String> own = rows.getOrDefault(artifactOf(module), Set.of());
            Set<String> below = own.stream()
                    .flatMap(row -> Stream.concat(Stream.of(row, "contract"), LayeringTest.ALLOWED.get(row).stream()))
                    .collect(Collectors.toSet());
            broughtBy(module)
                    .filter(brought -> !own.isEmpty() && Collections.disjoint(brought, below))
                    .forEach(brought -> upward.add(String.join(", ", own) + " -> " + String.join(", ", brought)));
        }
        assertThat(upward).isEqualTo(new TreeSet<>(FOUND_BY_NAME.keySet()));
    }

    /** The rows of each module of drlab that it brings; a module with several is brought for one of them. */
    private Stream<Set<String>> broughtBy(Path module) throws IOException {
        return DEPENDENCY
                .matcher(pom(module))
                .results()
                .map(found -> found.group())
                .filter(each -> !each.contains("<scope>test</scope>"))
                .map(each -> rows.getOrDefault(first(ARTIFACT, each), Set.of()))
                .filter(brought -> !brought.isEmpty());
    }

    /** The closest row of each of its packages. */
    private static Set<String> rowsOf(Path module) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path source : MainSources.files(module)) {
            String name = MainSources.packageOf(source) + ".";
            LayeringTest.ALLOWED.keySet().stream()
                    .filter(row -> name.startsWith("dev.drlab." + row + "."))
                    .max((one, other) -> Integer.compare(one.length(), other.length()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static String artifactOf(Path module) throws IOException {
        return first(OWN, pom(module));
    }

    private static String pom(Path module) throws IOException {
        return Files.readString(module.resolve("pom.xml"));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
