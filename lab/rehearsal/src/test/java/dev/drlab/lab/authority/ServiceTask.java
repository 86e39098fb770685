package dev.drlab.lab.authority;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.process.ManagedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;

/** One service task in a JVM of its own, and a client of it. */
final class ServiceTask {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = Json.mapper();

    private final ManagedProcess process;
    private final URI url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();

    ServiceTask(ManagedProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    ManagedProcess process() {
        return process;
    }

    int port() {
        return url.getPort();
    }

    /** Ends it at once and returns when its port is free. */
    void kill() {
        process.kill();
    }

    Answer get(String path) throws IOException, InterruptedException {
        return answer(http.send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    /** {@code POST /items}. */
    Answer post(String value, String idempotencyKey) throws IOException, InterruptedException {
        return answer(http.send(item(value, Optional.of(idempotencyKey)), BodyHandlers.ofByteArray()));
    }

    /** {@code POST /items} without an {@code Idempotency-Key}. */
    Answer post(String value) throws IOException, InterruptedException {
        return answer(http.send(item(value, Optional.empty()), BodyHandlers.ofByteArray()));
    }

    /** {@code POST /items}, not waited for. */
    CompletableFuture<Answer> postAsync(String value) {
        return http.sendAsync(item(value, Optional.empty()), BodyHandlers.ofByteArray())
                .thenApply(ServiceTask::answer);
    }

    boolean isActive() throws IOException, InterruptedException {
        return get("/active").status() == 200;
    }

    /** Why it is not active, or {@code active}. */
    String state() throws IOException, InterruptedException {
        return get("/dbcheck").json().get("state").asText();
    }

    void awaitActive() {
        awaitThat("active", this::isActive);
    }

    /** Waits until it is active in that epoch: it may still be so in the one before. */
    void awaitActive(long epoch) {
        awaitThat("active in epoch " + epoch, () -> {
            Answer answer = get("/active");
            return answer.status() == 200 && answer.json().get("epoch").asLong() == epoch;
        });
    }

    /** Waits until the guard says {@code state}. */
    void awaitState(String state) {
        awaitThat("state " + state, () -> state.equals(state()));
    }

    void awaitAnswering() {
        awaitThat("answering", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(process.name() + " ended: " + process.logTail(20));
            }
            try {
                return get("/healthz").status() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** The value of a counter or gauge at {@code /metrics}, such as {@code drlab_forwards_total{result="answered"}}. */
    double metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private void awaitThat(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(TwoRegions.TIME_LIMIT)
                    .pollInterval(Duration.ofMillis(30))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(process.name() + " is not " + what + ":\n" + process.logTail(20), e);
        }
    }

    private HttpRequest item(String value, Optional<String> idempotencyKey) {
        HttpRequest.Builder request = request("/items")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("value", value).toString()));
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return request.build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_LIMIT);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return Answer.of(response);
    }
}
