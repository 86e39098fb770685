package dev.drlab.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A service with rows and a writer's region, over real HTTP. */
final class FakeService implements AutoCloseable {
    private static final JsonMapper JSON = Json.mapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicLong ids = new AtomicLong();
    final Map<Long, String> rows = new ConcurrentHashMap<>();
    volatile String writer;
    volatile long epoch = 1;
    volatile boolean reads = true;

    FakeService(String writer) throws IOException {
        this.writer = writer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/items", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Another region becomes the writer, or nobody for null. */
    void movedTo(String region, long newEpoch) {
        epoch = newEpoch;
        writer = region;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                write(exchange);
            } else {
                read(exchange);
            }
        }
    }

    private void write(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String region = writer;
        if (region == null) {
            send(exchange, 503, JSON.createObjectNode().put("error", "nobody writes"));
            return;
        }
        long id = ids.incrementAndGet();
        rows.put(id, body.path("value").asText());
        send(
                exchange,
                201,
                JSON.createObjectNode().put("id", id).put("region", region).put("epoch", epoch));
    }

    private void read(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!reads) {
            send(exchange, 503, JSON.createObjectNode().put("error", "nobody reads"));
        } else if (path.equals("/items")) {
            ObjectNode list = JSON.createObjectNode();
            list.putArray("items");
            send(exchange, 200, list);
        } else {
            long id = Long.parseLong(path.substring("/items/".length()));
            String value = rows.get(id);
            if (value == null) {
                send(exchange, 404, JSON.createObjectNode().put("error", "no item has the id " + id));
            } else {
                send(exchange, 200, JSON.createObjectNode().put("id", id).put("value", value));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
