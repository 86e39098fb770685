package dev.drlab.drill.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** The SDK's client against a stub that answers in AWS JSON 1.0 and knows each operation's required members. */
class SfnExecutionsTest {
    private static final JsonMapper JSON = Json.mapper();
    private static final String MACHINE = "arn:aws:states:us-west-2:123456789012:stateMachine:drlab-activate";
    private static final String EXECUTION = "arn:aws:states:us-west-2:123456789012:execution:drlab-activate:drill-1";

    private final List<String> calls = new ArrayList<>();
    private HttpServer server;
    private SfnClient client;
    private BiFunction<String, JsonNode, Object> answer;
    private SfnExecutions executions;

    private record Refusal(String type, String message) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        client = SfnClient.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        executions = new SfnExecutions(client, new ResourceNames("drlab"), "us-west-2", "123456789012");
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void namesTheMachineOfTheProject() {
        answer = (operation, request) -> {
            assertThat(request.path("stateMachineArn").asText()).isEqualTo(MACHINE);
            assertThat(request.path("name").asText()).isEqualTo("drill-1");
            assertThat(request.path("input").asText()).isEqualTo("{\"mode\":\"planned\"}");
            return JSON.createObjectNode().put("executionArn", EXECUTION).put("startDate", 1.0);
        };
        assertThat(executions.start("activate", "drill-1", "{\"mode\":\"planned\"}"))
                .isEqualTo(EXECUTION);
    }

    @Test
    void oneThatWasStartedAndHasEndedIsTheSameOne() {
        answer = (operation, request) ->
                new Refusal("ExecutionAlreadyExists", "Execution Already Exists: '" + EXECUTION + "'");
        assertThat(executions.start("activate", "drill-1", "{}")).isEqualTo(EXECUTION);
    }

    @Test
    void anotherRefusalIsNotHidden() {
        answer = (operation, request) -> new Refusal("StateMachineDoesNotExist", "State Machine Does Not Exist");
        assertThatThrownBy(() -> executions.start("activate", "drill-1", "{}"))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void describesWhatItFindsAndSaysWhereThereIsNone() {
        answer = (operation, request) -> JSON.createObjectNode()
                .put("executionArn", request.path("executionArn").asText())
                .put("stateMachineArn", MACHINE)
                .put("status", "TIMED_OUT")
                .put("startDate", 1_700_000_000.25)
                .put("stopDate", 1_700_000_100.5)
                .put("error", "States.Timeout")
                .put("cause", "late");
        ExecutionState state = executions.find("activate", "drill-1").orElseThrow();
        assertThat(state.failed()).isTrue();
        assertThat(state.sentence()).isEqualTo("TIMED_OUT: States.Timeout: late");
        assertThat(state.startedAt().toEpochMilli()).isEqualTo(1_700_000_000_250L);
        assertThat(state.answeredAt()).isPresent();
        answer = (operation, request) -> new Refusal("ExecutionDoesNotExist", "no");
        assertThat(executions.find("activate", "drill-2")).isEmpty();
    }

    @Test
    void aHistoryIsReadFromItsEndOncePageByPageWithItsBranches() {
        List<ObjectNode> all = new ArrayList<>(List.of(
                event(1, 0, "ExecutionStarted", null),
                event(2, 0, "TaskStateEntered", "ReadRunbook"),
                event(3, 2, "TaskStateExited", "ReadRunbook"),
                event(4, 3, "ParallelStateEntered", "Move"),
                event(5, 4, "ParallelStateStarted", null),
                event(6, 5, "TaskStateEntered", "Promote"),
                event(7, 5, "TaskStateEntered", "Fence")));
        answer = pages(all);
        List<ExecutionEvent> first = executions.history(EXECUTION, 0);
        assertThat(first)
                .extracting(event -> event.type() + " " + event.branch() + "/" + event.state())
                .containsExactly(
                        "STATE_ENTERED /ReadRunbook",
                        "STATE_EXITED /ReadRunbook",
                        "STATE_ENTERED /Move",
                        "STATE_ENTERED Move[0]/Promote",
                        "STATE_ENTERED Move[1]/Fence");
        assertThat(calls).hasSize(3); // seven events, three a page

        all.add(event(8, 6, "TaskStateExited", "Promote"));
        all.add(event(9, 8, "ParallelStateSucceeded", null));
        all.add(event(10, 9, "ParallelStateExited", "Move"));
        all.add(event(11, 10, "TaskStateEntered", "OpenDatabase"));
        calls.clear();
        assertThat(executions.history(EXECUTION, 7))
                .extracting(event -> event.type() + " " + event.branch() + "/" + event.state())
                .containsExactly("STATE_EXITED Move[0]/Promote", "STATE_EXITED /Move", "STATE_ENTERED /OpenDatabase");
        assertThat(calls).hasSize(2); // not from the beginning again
        assertThat(executions.history(EXECUTION, 0)).hasSize(8);
    }

    @Test
    void aCaughtParallelGoesOnOutsideOfItsBranches() {
        answer = pages(List.of(
                event(1, 0, "ParallelStateEntered", "Move"),
                event(2, 1, "ParallelStateStarted", null),
                event(3, 2, "TaskStateEntered", "Promote"),
                event(4, 3, "TaskFailed", null),
                event(5, 4, "ParallelStateFailed", null),
                event(6, 5, "ParallelStateExited", "Move"),
                event(7, 6, "TaskStateEntered", "Undrain")));
        List<ExecutionEvent> events = executions.history(EXECUTION, 0);
        assertThat(events.get(events.size() - 1).branch()).isEmpty();
        assertThat(events.get(events.size() - 1).type()).isEqualTo(EventType.STATE_ENTERED);
    }

    @Test
    void theDocumentIsTheOneThatThisExecutionRuns() {
        answer = (operation, request) -> JSON.createObjectNode()
                .put("stateMachineArn", MACHINE)
                .put("name", "drlab-activate")
                .put("definition", "abc")
                .put("roleArn", "arn:aws:iam::123456789012:role/r")
                .put("updateDate", 1.0);
        assertThat(executions.definition(EXECUTION, "activate").sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static BiFunction<String, JsonNode, Object> pages(List<ObjectNode> all) {
        return (operation, request) -> {
            assertThat(operation).isEqualTo("GetExecutionHistory");
            assertThat(request.path("reverseOrder").asBoolean()).isTrue();
            int from =
                    request.hasNonNull("nextToken") ? request.path("nextToken").asInt() : all.size();
            ObjectNode page = JSON.createObjectNode();
            ArrayNode events = page.putArray("events");
            int number = from;
            for (; number > Math.max(0, from - 3); number--) {
                events.add(all.get(number - 1));
            }
            if (number > 0) {
                page.put("nextToken", "" + number);
            }
            return page;
        };
    }

    private static ObjectNode event(long id, long previous, String type, String state) {
        ObjectNode event = JSON.createObjectNode()
                .put("id", id)
                .put("previousEventId", previous)
                .put("type", type)
                .put("timestamp", 1_700_000_000 + id);
        if (state != null) {
            event.putObject(type.endsWith("Entered") ? "stateEnteredEventDetails" : "stateExitedEventDetails")
                    .put("name", state);
        }
        return event;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String operation = target.substring(target.indexOf('.') + 1);
            calls.add(operation);
            Object given = answer.apply(operation, request);
            byte[] body = given instanceof Refusal refusal
                    ? JSON.createObjectNode()
                            .put("__type", refusal.type())
                            .put("message", refusal.message())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8)
                    : given.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(given instanceof Refusal ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
