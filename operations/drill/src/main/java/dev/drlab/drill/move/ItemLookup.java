package dev.drlab.drill.move;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the service for each acknowledged write by its id. An id alone proves nothing: a database that lost rows gives their
 * ids again. So the row must have the write's own value. What a replica says is missing may only not have come yet, and a
 * 404 without the service's own words may be a balancer's: both are asked again.
 */
public final class ItemLookup {
    private static final int AT_ONCE = 8;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = Json.mapper();

    private final URI service;
    private final Duration silence;
    private final AtomicLong lastAnswerNanos = new AtomicLong();

    /** {@code silence}: when nothing was decided for so long, what is left stays undecided. */
    public ItemLookup(URI service, Duration silence) {
        this.service = service;
        this.silence = silence;
    }

    private enum ItemState {
        THERE,
        MISSING,
        UNDECIDED
    }

    /** Looks for each of them. */
    public ItemAccount account(List<AcknowledgedWrite> acknowledged) throws InterruptedException {
        Set<String> missing = ConcurrentHashMap.newKeySet();
        Set<String> unaccounted = new HashSet<>();
        lastAnswerNanos.set(System.nanoTime());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.named("drlab-drill-account"));
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ANSWER)
                    .build();
            List<Callable<ItemState>> readings = new ArrayList<>();
            acknowledged.forEach(write -> readings.add(() -> itemState(client, write)));
            List<Future<ItemState>> states = threads.invokeAll(readings);
            for (int i = 0; i < states.size(); i++) {
                String key = acknowledged.get(i).key();
                switch (states.get(i).get()) {
                    case MISSING -> missing.add(key);
                    case UNDECIDED -> unaccounted.add(key);
                    case THERE -> {}
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reading throws nothing", e);
        } finally {
            threads.shutdownNow();
        }
        return new ItemAccount(acknowledged, missing, unaccounted);
    }

    private ItemState itemState(HttpClient client, AcknowledgedWrite write) throws InterruptedException {
        while (true) {
            ItemState state = ask(client, write);
            if (state != ItemState.UNDECIDED) {
                lastAnswerNanos.set(System.nanoTime());
                return state;
            }
            if (System.nanoTime() - lastAnswerNanos.get() > silence.toNanos()) {
                return ItemState.UNDECIDED;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        }
    }

    private ItemState ask(HttpClient client, AcknowledgedWrite write) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(Paths.item(write.id())))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() == OK && body.path("id").asLong(-1) == write.id()) {
                return body.path("value").asText().equals(write.key()) ? ItemState.THERE : ItemState.MISSING;
            }
            boolean serviceSaysSo = answer.statusCode() == NOT_FOUND
                    && body.path("error").isTextual()
                    && answer.headers().firstValue(HeaderNames.REPLICA_LAG).isEmpty();
            return serviceSaysSo ? ItemState.MISSING : ItemState.UNDECIDED;
        } catch (JsonProcessingException e) {
            return ItemState.UNDECIDED; // not the service's words
        } catch (IOException e) {
            return ItemState.UNDECIDED;
        }
    }
}
