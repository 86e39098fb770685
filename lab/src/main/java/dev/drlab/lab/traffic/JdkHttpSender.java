package dev.drlab.lab.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;

final class JdkHttpSender implements HttpSender {
    private final URI base;
    private final Duration timeout;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "drlab-traffic-http");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client;

    JdkHttpSender(URI base, long timeoutMillis) {
        this.base = base;
        this.timeout = Duration.ofMillis(timeoutMillis);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(executor)
                .build();
    }

    @Override
    public void write(String key, String value, Consumer<Reply> reply) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/items"))
                .timeout(timeout)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"" + value + "\"}"))
                .build();
        send(request, Reply::toWrite, reply);
    }

    @Override
    public void read(String path, Consumer<Reply> reply) {
        send(HttpRequest.newBuilder(base.resolve(path)).timeout(timeout).build(), Reply::toRead, reply);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void send(HttpRequest request, BiFunction<Integer, byte[], Reply> judge, Consumer<Reply> reply) {
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, failure) -> {
            if (response != null) {
                reply.accept(judge.apply(response.statusCode(), response.body()));
            } else {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                reply.accept(
                        Reply.failed(cause instanceof HttpTimeoutException ? Result.TIMEOUT : Result.CONNECTION_ERROR));
            }
        });
    }
}
