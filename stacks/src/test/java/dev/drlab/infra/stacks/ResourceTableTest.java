package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.StackJson.Block;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of all resources in docs/stacks_overview.md equals the synthesized stacks. To rewrite it: {@code mvn -pl
 * stacks -am test -Dtest=ResourceTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true}.
 */
class ResourceTableTest {
    private static final DocumentSection SECTION = new DocumentSection(
            Path.of("..", "docs", "stacks_overview.md"),
            "<!-- resources: written by ResourceTableTest -->\n",
            "<!-- end of resources -->\n");

    @Test
    void theDocumentListsEveryResourceOfEveryStack() throws IOException {
        SECTION.assertHolds(tables());
    }

    private static String tables() throws IOException {
        Properties purposes = purposes();
        StringBuilder text = new StringBuilder();
        SortedSet<String> used = new TreeSet<>();
        for (StackJson stack : Synthesis.documented().stacks()) {
            Map<String, SortedSet<String>> byType = new TreeMap<>();
            for (Block resource : stack.resources()) {
                byType.computeIfAbsent(resource.type(), type -> new TreeSet<>()).add(path(resource));
            }
            int count = byType.values().stream().mapToInt(SortedSet::size).sum();
            text.append("\n### ")
                    .append(stack.name())
                    .append("\n\n")
                    .append(count)
                    .append(" resources.\n\n");
            text.append("| type | resources | purpose |\n|---|---|---|\n");
            byType.forEach((type, paths) -> {
                assertThat(purposes.getProperty(type)).as("purpose of %s", type).isNotBlank();
                used.add(type);
                text.append("| `").append(type).append("` | ");
                text.append(paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", ")));
                text.append(" | ").append(purposes.getProperty(type)).append(" |\n");
            });
        }
        assertThat(used).as("purposes that nothing has").containsAll(purposes.stringPropertyNames());
        return text.append('\n').toString();
    }

    /** The resource's path in its stack, such as {@code network/private-1}. */
    private static String path(Block resource) {
        String path = resource.body().path("//").path("metadata").path("path").asText();
        return path.substring(resource.stack().name().length() + 1);
    }

    private static Properties purposes() throws IOException {
        Properties purposes = new Properties();
        try (InputStream in = ResourceTableTest.class.getResourceAsStream("purposes.properties")) {
            purposes.load(Objects.requireNonNull(in, "purposes.properties"));
        }
        return purposes;
    }
}
