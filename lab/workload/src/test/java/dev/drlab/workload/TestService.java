package dev.drlab.workload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The service's two endpoints over a map, with behaviour that a test sets. */
final class TestService implements AutoCloseable {
    enum Mode {
        SERVE,
        UNAVAILABLE,
        OUTCOME_UNKNOWN,
        HANG,
        ACKNOWLEDGE_WITHOUT_KEEPING
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong ids = new AtomicLong();
    final Map<Long, String> rows = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> keysSeen = new ConcurrentLinkedQueue<>();
    final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    volatile Mode mode = Mode.SERVE;
    volatile String region = "p";
    volatile long epoch = 1;

    TestService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext("/items", this::answer);
        server.setExecutor(executor);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + address().getPort());
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        exchange.getRequestBody().readAllBytes();
        switch (mode) {
            case HANG -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case UNAVAILABLE -> respond(exchange, 503, "{\"error\":\"not active\"}");
            case OUTCOME_UNKNOWN -> respond(exchange, 503, "{\"outcome\":\"unknown\"}");
            case SERVE, ACKNOWLEDGE_WITHOUT_KEEPING -> {
                if (exchange.getRequestMethod().equals("POST")) {
                    accept(exchange);
                } else {
                    observe(exchange);
                }
            }
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        keysSeen.add(key);
        long id = ids.incrementAndGet();
        if (mode == Mode.SERVE) {
            rows.put(id, key);
        }
        respond(exchange, 201, "{\"id\":" + id + ",\"region\":\"" + region + "\",\"epoch\":" + epoch + "}");
    }

    private void observe(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/items")) {
            respond(exchange, 200, "{\"items\":[]}");
            return;
        }
        long id = Long.parseLong(path.substring("/items/".length()));
        boolean known = rows.containsKey(id);
        respond(exchange, known ? 200 : 404, known ? "{\"id\":" + id + ",\"value\":\"x\"}" : "{}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // Both framings occur: a length for writes, chunks for reads.
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("POST") ? bytes.length : 0);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
