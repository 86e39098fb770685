package dev.drlab.workload.http;

import dev.drlab.contract.service.HeaderNames;
import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Requests over a real network: TLS as the JDK has it, kept connections, and DNS asked for each new one (the JVM remembers
 * an answer for {@code networkaddress.cache.ttl}).
 *
 * <p>A kept connection lasts as long as its server answers, and the balancer of a lost region goes on answering 503: so
 * connections are given up at a set age. The JDK's client cannot, so a new client takes over, and the old one ends with its
 * last request.
 */
public final class InternetSender implements HttpSender {
    private static final int THREADS = 4;

    private final URI base;
    private final Duration timeout;
    private final long connectionNanos;
    private final ExecutorService executor;
    private HttpClient client;
    private long clientSince;

    /** @throws IllegalArgumentException if {@code base} is no http or https address of a host */
    public InternetSender(URI base, long timeoutMillis, long connectionMillis) {
        Objects.requireNonNull(base, "base");
        if (!("http".equals(base.getScheme()) || "https".equals(base.getScheme())) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "the service's address " + base + " is not of the form https://host or http://host:port");
        }
        this.base = base;
        this.timeout = Duration.ofMillis(timeoutMillis);
        this.connectionNanos = TimeUnit.MILLISECONDS.toNanos(connectionMillis);
        this.executor = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("drlab-traffic-internet"));
    }

    @Override
    public void write(String key, String value, Consumer<Reply> reply) {
        send(
                request(Paths.ITEMS)
                        .header(HeaderNames.IDEMPOTENCY_KEY, key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"" + value + "\"}")),
                Reply::toWrite,
                reply);
    }

    @Override
    public void read(String path, Consumer<Reply> reply) {
        send(request(path).GET(), Reply::toRead, reply);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
    }

    private void send(HttpRequest.Builder request, BiFunction<Integer, byte[], Reply> judge, Consumer<Reply> reply) {
        client().sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .handle((answer, failure) ->
                        failure == null ? judge.apply(answer.statusCode(), answer.body()) : failed(failure))
                .thenAccept(reply);
    }

    private static Reply failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) { // also when the time-out passed before a connection was there
                return Reply.failed(Result.CONNECTION_ERROR);
            }
            if (cause instanceof HttpTimeoutException) {
                return Reply.failed(Result.TIMEOUT);
            }
        }
        return Reply.failed(Result.CONNECTION_ERROR);
    }

    private synchronized HttpClient client() {
        long now = System.nanoTime();
        if (client == null || now - clientSince > connectionNanos) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .executor(executor)
                    .build();
            clientSince = now;
        }
        return client;
    }

    /** Requests that are still under way have no outcome. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
