package dev.drlab.agent.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler as Lambda calls it: bytes in, bytes out, with the real SDK clients over a loopback endpoint. */
class LambdaHandlerTest {
    private static final String SECRET = "{\"SecretString\":\"{\\\"adminPassword\\\":\\\"a\\\","
            + "\\\"writerPassword\\\":\\\"w\\\",\\\"readerPassword\\\":\\\"r\\\"}\"}";

    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer server;

    @BeforeEach
    void startEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            targets.add(target);
            byte[] answer = (target.endsWith("GetSecretValue") ? SECRET : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopEndpoint() {
        server.stop(0);
    }

    @Test
    void aRequestGoesThroughTheSecretAndTheControlTableAndIsAnsweredAsJson() throws Exception {
        JsonNode answer = call(
                handler(),
                "{\"action\":\"lock\",\"side\":\"own\",\"owner\":\"me\",\"verb\":\"activate\",\"leaseSeconds\":60}");
        assertThat(answer.path("locked").asBoolean()).isTrue();
        assertThat(targets).containsExactly("secretsmanager.GetSecretValue", "DynamoDB_20120810.UpdateItem");
    }

    @Test
    void nothingIsCalledAtAColdStart() {
        assertThat(handler()).isNotNull();
        assertThat(targets).isEmpty();
    }

    @Test
    void refusalsLeaveUnderTheNamesThatTheStateMachinesCatch() {
        LambdaHandler handler = handler();
        assertThat(errorType(handler, "{\"action\":\"explode\"}"))
                .isEqualTo("dev.drlab.agent.AgentException$InvalidRequest");
        assertThat(errorType(handler, "{")).isEqualTo("dev.drlab.agent.AgentException$InvalidRequest");
        assertThat(errorType(handler, "{\"action\":\"verifyWritable\",\"epoch\":2}"))
                .isEqualTo("dev.drlab.agent.AgentException$Unreachable");
        status.set(400);
        assertThat(errorType(handler, "{\"action\":\"raise\",\"epoch\":2}"))
                .isEqualTo("dev.drlab.agent.AgentException$Unreachable");
        assertThat(errorType(handler(), "{\"action\":\"raise\",\"epoch\":2}"))
                .as("the secret cannot be read")
                .isEqualTo("dev.drlab.agent.AgentException$Unreachable");
    }

    @Test
    void anEmptyEnvironmentIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new LambdaHandler(Map.of())).isInstanceOf(InvalidEnvironmentException.class);
    }

    private static String errorType(LambdaHandler handler, String request) {
        Throwable thrown = catchThrowable(() -> call(handler, request));
        assertThat(thrown).isInstanceOf(AgentException.class);
        return thrown.getClass().getName();
    }

    private static JsonNode call(LambdaHandler handler, String request) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), output, null);
        return Json.mapper().readTree(output.toByteArray());
    }

    private LambdaHandler handler() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new LambdaHandler(Map.ofEntries(
                Map.entry("DRLAB_REGION", "us-west-2"),
                Map.entry("DRLAB_PEER_REGION", "ap-southeast-2"),
                Map.entry("DRLAB_ROLE", "secondary"),
                Map.entry("DRLAB_DB_URL", "jdbc:postgresql://127.0.0.1:1/drlab"),
                Map.entry("DRLAB_PEER_DB_URL", "jdbc:postgresql://127.0.0.1:2/drlab"),
                Map.entry("DRLAB_CONTROL_TABLE", "drlab-control"),
                Map.entry("DRLAB_CONTROL_ENDPOINT", endpoint.toString()),
                Map.entry("DRLAB_PEER_CONTROL_ENDPOINT", endpoint.toString()),
                Map.entry("DRLAB_SECRETS_ENDPOINT", endpoint.toString())));
    }
}
