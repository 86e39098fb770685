package dev.drlab.cli.lab.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.contract.threads.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers what planning a restore asks of S3, for a bucket of any size: nothing is kept, every answer is made from the
 * request. Each key has two versions, written before and after {@link #BETWEEN}; in every second key they are of one
 * size, so that they have to be looked at to be compared.
 */
final class ManyVersions implements AutoCloseable {
    /** After the old versions and before the new ones. */
    static final Instant BETWEEN = Instant.parse("2026-01-01T12:00:00Z");

    /** The bucket. */
    static final String BUCKET = "many";

    private static final int THREADS = 256;
    private static final String NEW = "new";
    private static final String OLD = "old";

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("drlab-bench-versions"));
    private final int keys;
    private final Duration latency;

    /**
     * @param versions in the bucket, an even number
     * @param latency that every answer takes besides the time to make it
     * @throws IOException if it cannot listen
     */
    ManyVersions(int versions, Duration latency) throws IOException {
        this.keys = versions / 2;
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), THREADS);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(latency.toMillis());
            Map<String, String> query = query(exchange.getRequestURI());
            if (exchange.getRequestMethod().equals("HEAD")) {
                describe(exchange, query);
            } else if (query.containsKey("versioning")) {
                send(exchange, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
            } else {
                send(exchange, page(query));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the connection ends without an answer
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String part : uri.getRawQuery().split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void describe(HttpExchange exchange, Map<String, String> query) throws IOException {
        String version = query.get("versionId");
        int key = number(exchange.getRequestURI().getPath().substring(BUCKET.length() + 2));
        exchange.getResponseHeaders().set("ETag", etag(version));
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(size(key, version)));
        exchange.getResponseHeaders().set("x-amz-version-id", version);
        exchange.sendResponseHeaders(200, -1);
    }

    private String page(Map<String, String> query) {
        int from = query.containsKey("key-marker")
                ? 2 * number(query.get("key-marker"))
                        + (query.get("version-id-marker").equals(NEW) ? 1 : 2)
                : 0;
        int to = Math.min(2 * keys, from + Integer.parseInt(query.get("max-keys")));
        StringBuilder xml = new StringBuilder("<ListVersionsResult><EncodingType>url</EncodingType>");
        for (int i = from; i < to; i++) {
            addVersion(xml, i / 2, version(i));
        }
        xml.append("<IsTruncated>").append(to < 2 * keys).append("</IsTruncated>");
        if (to < 2 * keys) {
            xml.append("<NextKeyMarker>").append(key((to - 1) / 2)).append("</NextKeyMarker><NextVersionIdMarker>");
            xml.append(version(to - 1)).append("</NextVersionIdMarker>");
        }
        return xml.append("</ListVersionsResult>").toString();
    }

    private static void addVersion(StringBuilder xml, int key, String version) {
        boolean latest = version.equals(NEW);
        xml.append("<Version><Key>")
                .append(key(key))
                .append("</Key><VersionId>")
                .append(version);
        xml.append("</VersionId><IsLatest>").append(latest).append("</IsLatest><LastModified>");
        xml.append(latest ? BETWEEN.plusSeconds(60) : BETWEEN.minusSeconds(60)).append("</LastModified><ETag>");
        xml.append(etag(version)).append("</ETag><Size>").append(size(key, version));
        xml.append("</Size><StorageClass>STANDARD</StorageClass></Version>");
    }

    private static String version(int entry) {
        return entry % 2 == 0 ? NEW : OLD;
    }

    private static String key(int number) {
        return "key-%09d".formatted(number);
    }

    private static int number(String key) {
        return Integer.parseInt(key.substring("key-".length()));
    }

    private static String etag(String version) {
        return (version.equals(NEW) ? "1" : "2").repeat(32);
    }

    private static int size(int key, String version) {
        return key % 2 == 1 && version.equals(NEW) ? 200 : 100;
    }

    private static void send(HttpExchange exchange, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
