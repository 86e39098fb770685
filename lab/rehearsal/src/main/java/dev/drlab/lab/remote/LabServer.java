package dev.drlab.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabReadiness;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.readiness.ReadinessJson;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.ReadinessText;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other commands on this machine act on a running lab. Requests are {@code POST /VERB} with a JSON body and the token
 * from the lab's directory; answers are lines of JSON: events while it goes on, then one with {@code result} or
 * {@code error}.
 */
public final class LabServer implements AutoCloseable {
    static final String TOKEN_HEADER = "X-Drlab-Token";
    private static final Logger LOG = LoggerFactory.getLogger(LabServer.class);
    private static final ObjectMapper JSON = Json.mapper();

    private final Lab lab;
    private final HttpServer http;
    private final ExecutorService workers;
    private final Address address;

    private LabServer(Lab lab) throws IOException {
        this.lab = lab;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.workers = Executors.newCachedThreadPool(DaemonThreads.named("drlab-remote"));
        this.address = new Address(
                http.getAddress().getPort(),
                UUID.randomUUID().toString(),
                ProcessHandle.current().pid());
        http.setExecutor(workers);
        http.createContext("/", this::handle);
    }

    /**
     * Listens on a free port of 127.0.0.1 until closed.
     *
     * @throws LabException when it cannot
     */
    public static LabServer start(Lab lab) {
        try {
            LabServer server = new LabServer(lab);
            server.http.start();
            server.address.write(lab.directory());
            return server;
        } catch (IOException e) {
            throw new LabException("cannot listen for other commands: " + e.getMessage(), e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST") || !hasToken(exchange)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            exchange.sendResponseHeaders(200, 0);
            try (Lines lines = new Lines(exchange.getResponseBody())) {
                answer(exchange.getRequestURI().getPath(), body, lines);
            }
        }
    }

    private boolean hasToken(HttpExchange exchange) {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))
                .orElse("");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), address.token().getBytes(StandardCharsets.UTF_8));
    }

    private void answer(String verb, JsonNode body, Lines lines) {
        try {
            switch (verb) {
                case "/status" -> lines.result(JSON.valueToTree(LabStatus.of(lab)));
                case "/kill" ->
                    lines.result(JSON.createObjectNode()
                            .put(
                                    "killedAt",
                                    lab.kill(body.path("region").asText()).toString()));
                case "/restore" ->
                    lines.result(JSON.createObjectNode()
                            .put("restored", lab.restore(body.path("region").asText())));
                case "/readiness" -> readiness(body, lines);
                case "/activate" -> activate(body, lines);
                case "/reprotect" -> reprotect(body, lines);
                default -> lines.error("the lab does not know '" + verb + "'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lines.error("interrupted");
        } catch (LabException e) {
            lines.error(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} failed", verb, e);
            lines.error(e.toString());
        }
    }

    private void readiness(JsonNode body, Lines lines) throws InterruptedException {
        ReadinessReport report = new LabReadiness(lab).of(body.path("region").asText());
        lines.result(JSON.createObjectNode()
                .put("verdict", report.verdict().name())
                .put("text", ReadinessText.of(report))
                .set("report", ReadinessJson.of(report)));
    }

    private void activate(JsonNode body, Lines lines) throws InterruptedException {
        lines.result(json(lab.activate(body.path("region").asText(), ActivateInput.parse(body), lines::event)));
    }

    private void reprotect(JsonNode body, Lines lines) throws InterruptedException {
        lines.result(json(lab.reprotect(body.path("region").asText(), ReprotectInput.parse(body), lines::event)));
    }

    private static ObjectNode json(ExecutionResult result) {
        ObjectNode answer =
                JSON.createObjectNode().put("status", result.status().name());
        result.output().ifPresent(output -> answer.set("output", output));
        result.error().ifPresent(error -> answer.put("error", error));
        result.cause().ifPresent(cause -> answer.put("cause", cause));
        return answer;
    }

    @Override
    public void close() throws IOException {
        Address.delete(lab.directory());
        http.stop(0);
        workers.shutdownNow();
    }

    /** Lines of JSON to the caller; a caller that went away changes nothing. */
    private static final class Lines implements AutoCloseable {
        private final OutputStream out;
        private boolean gone;

        Lines(OutputStream out) {
            this.out = out;
        }

        void event(ExecutionEvent event) {
            line(event.json());
        }

        void result(JsonNode result) {
            line(JSON.createObjectNode().set("result", result));
        }

        void error(String message) {
            line(JSON.createObjectNode().put("error", message));
        }

        private synchronized void line(JsonNode json) {
            if (gone) {
                return;
            }
            try {
                out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                gone = true; // the execution goes on without its audience
            }
        }

        @Override
        public void close() throws IOException {
            if (!gone) {
                out.close();
            }
        }
    }
}
