package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs small machines whose only outside is one function, in time that jumps. */
final class Lab {
    static final ObjectMapper JSON = Json.mapper();

    final FakeTime time = new FakeTime();
    final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();
    final Path directory;
    LambdaFunction agent = (name, payload) -> payload;

    Lab(Path directory) {
        this.directory = directory;
    }

    /** A definition of {@code states}, which is the inside of the States object, beginning at "A". */
    static Definition machine(String states) {
        return machine("", states);
    }

    /** The same with further fields of the machine, which end in a comma. */
    static Definition machine(String fields, String states) {
        String json = "{" + fields + "\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{" + states + "}}";
        return Definition.parse("test", json.getBytes(StandardCharsets.UTF_8));
    }

    /** A Task "A" that invokes the function with its input and ends, with {@code fields} after its first ones. */
    static String task(String fields) {
        return """
                "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                      "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"}, FIELDS}""".replace("FIELDS", fields);
    }

    Runner runner(Definition definition) {
        return runner(definition, events::add);
    }

    Runner runner(Definition definition, ExecutionListener listener) {
        LambdaFunction delegate = (name, payload) -> agent.invoke(name, payload);
        return new Runner(definition, AwsClients.of(Map.of()), delegate, listener, time, new Random(7));
    }

    ExecutionResult run(Definition definition) {
        return run(definition, "{}");
    }

    ExecutionResult run(Definition definition, String input) {
        return runner(definition).run("run-1", json(input), journal());
    }

    Path journal() {
        return directory.resolve("journal.jsonl");
    }

    List<String> journalTypes() {
        try {
            List<String> types = new ArrayList<>();
            for (String line : Files.readAllLines(journal())) {
                types.add(JSON.readTree(line).path("type").asText());
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A function that fails with each of {@code errors} in turn and then answers with its payload. */
    static LambdaFunction failing(String... errors) {
        List<String> left = new ArrayList<>(List.of(errors));
        return (name, payload) -> {
            if (!left.isEmpty()) {
                throw new FunctionError(left.remove(0), "on purpose");
            }
            return payload;
        };
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
