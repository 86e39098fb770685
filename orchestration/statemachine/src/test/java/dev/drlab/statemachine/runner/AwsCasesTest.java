package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Step Functions' behaviour for a definition and an input, from recordings and documentation. A file of the folder
 * {@code cases} has the definition, the input, the expected result and its source.
 */
class AwsCasesTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> doesWhatStepFunctionsDoes() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(AwsCasesTest.class.getResource("/dev/drlab/statemachine/cases"));
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(folder.toURI()))) {
            files = found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private void check(Path file) throws IOException {
        JsonNode rehearsed = Lab.JSON.readTree(file.toFile());
        String json = rehearsed.required("definition").toString();
        JsonNode expected = rehearsed.required("expected");
        assertThat(rehearsed.required("source").asText()).isNotEmpty();
        if (expected.required("status").asText().equals("REFUSED")) {
            assertThat(Definition.refusals(json)).isNotEmpty();
            return;
        }
        assertThat(Definition.refusals(json)).isEmpty();
        ExecutionResult result = run(file, json, rehearsed);
        assertThat(result.status().name())
                .as("%s %s", result.error(), result.cause())
                .isEqualTo(expected.required("status").asText());
        if (expected.has("output")) {
            assertThat(result.output()).contains(expected.get("output"));
        }
        if (expected.has("error")) {
            assertThat(result.error()).contains(expected.get("error").asText());
        }
        if (expected.has("cause")) {
            assertThat(result.cause()).contains(expected.get("cause").asText());
        }
    }

    private ExecutionResult run(Path file, String json, JsonNode rehearsed) {
        Lab lab = new Lab(directory.resolve(name(file)));
        lab.agent = function(rehearsed.path("lambda"));
        try {
            Files.createDirectories(lab.directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Definition definition = Definition.parse("test", json.getBytes(StandardCharsets.UTF_8));
        return lab.run(definition, rehearsed.required("input").toString());
    }

    /** Per function a list of answers: an error, a value, or its payload; without a list always the payload. */
    private static LambdaFunction function(JsonNode answers) {
        Map<String, List<JsonNode>> left = new HashMap<>();
        answers.properties().forEach(entry -> {
            List<JsonNode> list = new ArrayList<>();
            entry.getValue().forEach(list::add);
            left.put(entry.getKey(), list);
        });
        return (name, payload) -> {
            List<JsonNode> list = left.getOrDefault(name, List.of());
            JsonNode answer = list.isEmpty() ? Lab.json("{}") : list.remove(0);
            if (answer.has("error")) {
                throw new FunctionError(
                        answer.get("error").asText(), answer.path("message").asText("on purpose"));
            }
            return answer.has("value") ? answer.get("value") : payload;
        };
    }
}
