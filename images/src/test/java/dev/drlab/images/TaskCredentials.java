package dev.drlab.images;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A stand-in for the endpoint that gives an ECS task its role's credentials (Amazon ECS Developer Guide, "Task IAM
 * role"). The programs find them as on AWS, by the SDK's default chain.
 */
final class TaskCredentials implements AutoCloseable {
    private final HttpServer server;

    TaskCredentials() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/role", exchange -> {
            try (exchange) {
                byte[] body =
                        """
                        {"AccessKeyId": "task", "SecretAccessKey": "task", "Token": "task", "Expiration": "%s"}""".formatted(Instant.now().plus(Duration.ofHours(6))).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** The variable by which ECS tells a task where they are. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/role");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
