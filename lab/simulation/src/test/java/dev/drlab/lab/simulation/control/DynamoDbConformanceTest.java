package dev.drlab.lab.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over HTTP, the control table gives the answers that DynamoDB gives. The requests and answers ({@code conformance.json})
 * are those of a public suite whose every assertion was first run against DynamoDB: all of its cases for one item of a
 * table with a key of type S, but for those whose request the lab refuses by name, and those of more than 6 kB.
 */
class DynamoDbConformanceTest {
    private static final int CASES = 111;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void answersAsDynamoDbDoes() throws IOException, InterruptedException {
        JsonNode suite =
                Json.mapper().readTree(Objects.requireNonNull(getClass().getResourceAsStream("conformance.json")));
        ControlStore store = ControlStore.open("drlab-control", directory.resolve("control.json"));
        Set<String> cases = new HashSet<>();
        SoftAssertions softly = new SoftAssertions();
        try (ControlEndpoint endpoint = new ControlEndpoint(store, "us-west-2", 0)) {
            endpoint.start();
            // In the order of the suite: cases share items.
            for (JsonNode testCase : suite.path("cases")) {
                if (testCase.has("source")) {
                    cases.add(testCase.path("case").asText());
                }
                for (JsonNode step : testCase.path("steps")) {
                    softly.assertThat(answer(endpoint, step))
                            .as("%s: %s", testCase.path("case").asText(), step.path("request"))
                            .isEqualTo(expected(step));
                }
            }
        }
        softly.assertAll();
        assertThat(cases).hasSize(CASES);
    }

    private JsonNode answer(ControlEndpoint endpoint, JsonNode step) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri())
                .header(
                        "X-Amz-Target",
                        "DynamoDB_20120810." + step.path("operation").asText())
                .POST(HttpRequest.BodyPublishers.ofString(step.path("request").toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = Json.mapper().readTree(response.body());
        if (body instanceof ObjectNode error && response.statusCode() != 200) {
            error.put("__type", error.path("__type").asText().replaceFirst(".*#", ""));
        }
        return body;
    }

    private static JsonNode expected(JsonNode step) {
        if (step.has("answer")) {
            return step.path("answer");
        }
        ObjectNode error = Json.mapper()
                .createObjectNode()
                .put("__type", step.path("error").asText())
                .put("message", step.path("message").asText());
        if (step.has("item")) {
            error.set("Item", step.path("item"));
        }
        return error;
    }
}
