package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan review's real plans, and the comment in the documentation that is made from them, are of today's stacks: a
 * plan lists every resource and data source of its stack. {@link ReviewedPlansIT} makes them anew.
 */
class ReviewedPlansTest {
    private static final Path FIXTURES = Path.of(
            "..", "operations", "planreview", "src", "test", "resources", "dev", "drlab", "planreview", "plans");

    private static final String ZONE = "Z0123456789ABCDEFGHIJ";

    @TempDir
    private Path directory;

    @Test
    void theOrdinaryPlansAreOfTodaysStacks() throws Exception {
        List<String> stacks = new ReviewedStacks(ZONE).ordinary(directory);
        assertCurrent("ordinary", stacks);
    }

    @Test
    void theDangerousPlansAreOfTodaysStacks() throws Exception {
        List<String> stacks = new ReviewedStacks(ZONE).deployed(directory);
        ReviewedStacks.spoil(directory);
        assertCurrent("dangerous", stacks);
    }

    private void assertCurrent(String set, List<String> stacks) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(set))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            stacks.stream().map(stack -> stack + ".json").toList());
        }
        for (String stack : stacks) {
            SortedSet<String> planned = planned(FIXTURES.resolve(set).resolve(stack + ".json"));
            SortedSet<String> synthesized = synthesized(stack);
            String what = stack + " in the plans \"" + set + "\"; make them anew, as their README says";
            assertThat(minus(synthesized, planned)).as("missing of " + what).isEmpty();
            assertThat(minus(planned, synthesized)).as("left over of " + what).isEmpty();
        }
    }

    private static SortedSet<String> minus(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static SortedSet<String> planned(Path plan) throws IOException {
        SortedSet<String> addresses = new TreeSet<>();
        Json.object(Files.readString(plan))
                .at("/configuration/root_module/resources")
                .forEach(resource -> addresses.add(resource.path("address").asText()));
        return addresses;
    }

    private SortedSet<String> synthesized(String stack) throws IOException {
        JsonNode json = Json.object(
                Files.readString(directory.resolve("stacks").resolve(stack).resolve("cdk.tf.json")));
        SortedSet<String> addresses = new TreeSet<>();
        add(json.path("resource"), "", addresses);
        add(json.path("data"), "data.", addresses);
        return addresses;
    }

    private static void add(JsonNode types, String prefix, SortedSet<String> addresses) {
        types.properties()
                .forEach(type -> type.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> addresses.add(prefix + type.getKey() + "." + name)));
    }
}
