package dev.drlab.service.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.service.SettableAuthority;
import dev.drlab.service.StatusApi;
import dev.drlab.service.WebServer;
import dev.drlab.service.WebServerTest;
import dev.drlab.service.forwarding.ForwardRequest;
import dev.drlab.service.forwarding.ForwardResponse;
import dev.drlab.service.forwarding.ForwardSignature;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.forwarding.PeerService;
import dev.drlab.service.guard.Clocks;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteState;
import dev.drlab.service.http.Answers;
import dev.drlab.service.http.ClientLimits;
import dev.drlab.service.items.Item;
import dev.drlab.service.items.ItemRequests;
import dev.drlab.service.items.ItemStore;
import dev.drlab.service.items.ItemsApi;
import dev.drlab.service.items.NewItem;
import dev.drlab.service.items.Stored;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real HTTP server over a settable authority, bucket and peer. */
class ObjectsApiTest {
    private static final Verdict ACTIVE = new Verdict(WriteState.ACTIVE, 3, "here");
    private static final Verdict PASSIVE = new Verdict(WriteState.OTHER_REGION, 4, "there");
    private static final Verdict DRAINED = new Verdict(WriteState.DRAINED, 3, "here");

    private final ObjectMapper mapper = Json.mapper();
    private final SettableAuthority authority = new SettableAuthority(ACTIVE);
    private final Map<String, StoredObject> bucket = new HashMap<>();
    private final List<ForwardRequest> forwarded = new ArrayList<>();
    private Optional<StoreException> storeFailure = Optional.empty();
    private boolean configured = true;

    private final ForwardSignature signature = new ForwardSignature("0123456789abcdef");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<WebServer> servers = new ArrayDeque<>();

    @AfterEach
    void stop() {
        servers.forEach(WebServer::close);
    }

    private String base() {
        ObjectStore store = new ObjectStore() {
            @Override
            public String put(String key, byte[] body, String contentType) throws StoreException {
                if (storeFailure.isPresent()) {
                    throw storeFailure.get();
                }
                bucket.put(key, new StoredObject(body, contentType, "\"e1\""));
                return "\"e1\"";
            }

            @Override
            public Optional<StoredObject> get(String key) throws StoreException {
                if (storeFailure.isPresent()) {
                    throw storeFailure.get();
                }
                return Optional.ofNullable(bucket.get(key));
            }
        };
        PeerService peer = (request, timeLimit) -> {
            forwarded.add(request);
            return new ForwardResponse(
                    200, "from there".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain"));
        };
        Metrics metrics = new Metrics();
        Answers answers = new Answers(mapper);
        Forwarding forwarding =
                new Forwarding(peer, "there", signature, new Clocks(System::nanoTime, Instant::now), metrics);
        ItemStore items = new ItemStore() {
            @Override
            public Stored insert(NewItem item, String region, long epoch, RequestDeadline timeLimit) {
                throw new AssertionError("an item was written");
            }

            @Override
            public Optional<Item> find(long id, RequestDeadline timeLimit) {
                return Optional.empty();
            }

            @Override
            public List<Item> newest(int limit, RequestDeadline timeLimit) {
                return List.of();
            }
        };
        WebServer server = new WebServer(
                new ItemsApi("here", authority, items, forwarding, new ItemRequests(mapper), answers),
                new ObjectsApi(
                        "here", authority, configured ? Optional.of(store) : Optional.empty(), forwarding, answers),
                new StatusApi("here", authority, () -> true, metrics, answers),
                metrics,
                answers,
                WebServerTest.IDLE_AT_STOP_MILLIS,
                ClientLimits.DEFAULT);
        servers.push(server);
        return "http://127.0.0.1:" + server.start("127.0.0.1", 0);
    }

    private HttpResponse<String> put(String path, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Content-Type", "image/png")
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(base() + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return mapper.readTree(answer.body());
    }

    @Test
    void storesAnObjectAndGivesItBackWithItsType() throws Exception {
        HttpResponse<String> stored = put("/objects/a/b-1.png", new byte[] {'x', 'y'});
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(json(stored))
                .isEqualTo(mapper.readTree("{\"key\":\"a/b-1.png\",\"bytes\":2,\"etag\":\"\\\"e1\\\"\","
                        + "\"region\":\"here\",\"epoch\":3}"));
        HttpResponse<String> read = get("/objects/a/b-1.png");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo("xy");
        assertThat(read.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(read.headers().firstValue("ETag")).contains("\"e1\"");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void anObjectThatIsNotThereIs404() throws Exception {
        HttpResponse<String> answer = get("/objects/missing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("error").textValue()).contains("missing");
    }

    @Test
    void theLargestObjectIsStoredAndOneByteMoreIsNot() throws Exception {
        assertThat(put("/objects/large", new byte[ObjectRequests.LARGEST_OBJECT])
                        .statusCode())
                .isEqualTo(201);
        assertThat(put("/objects/larger", new byte[ObjectRequests.LARGEST_OBJECT + 1])
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> unannounced = client.send(
                HttpRequest.newBuilder(URI.create(base() + "/objects/larger"))
                        .PUT(BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[ObjectRequests.LARGEST_OBJECT + 1])))
                        .build(),
                BodyHandlers.ofString());
        assertThat(unannounced.statusCode()).isEqualTo(413);
        assertThat(bucket).containsOnlyKeys("large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/objects/a//b", "/objects/ü", "/objects/a%20b", "/objects/drlab-canary/1"})
    void refusesABadKey(String path) throws Exception {
        assertThat(put(path.replace("ü", "%C3%BC"), new byte[1]).statusCode()).isEqualTo(400);
        assertThat(bucket).isEmpty();
    }

    @Test
    void withoutABucketEveryRequestIs501() throws Exception {
        configured = false;
        assertThat(put("/objects/a", new byte[1]).statusCode()).isEqualTo(501);
        HttpResponse<String> answer = get("/objects/a");
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(json(answer).get("error").textValue()).contains("DRLAB_OBJECTS_BUCKET");
    }

    @Test
    void aDrainedRegionStoresNothing() throws Exception {
        authority.now(DRAINED);
        HttpResponse<String> answer = put("/objects/a", new byte[1]);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("outcome").textValue()).isEqualTo("not-written");
        assertThat(bucket).isEmpty();
    }

    @Test
    void authorityThatGoesAwayDuringTheWriteMakesItsOutcomeUnknown() throws Exception {
        authority.now(ACTIVE, PASSIVE);
        HttpResponse<String> answer = put("/objects/a", new byte[1]);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("outcome").textValue()).isEqualTo("unknown");
    }

    @Test
    void aBucketThatFailsIs503WithWhatIsKnown() throws Exception {
        storeFailure = Optional.of(new StoreException("the bucket fails", Outcome.UNKNOWN, false, null));
        HttpResponse<String> answer = put("/objects/a", new byte[1]);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("outcome").textValue()).isEqualTo("unknown");
        assertThat(get("/objects/a").statusCode()).isEqualTo(503);
    }

    @Test
    void aWriteGoesToTheActivePeerWithItsBodyAndType() throws Exception {
        authority.now(PASSIVE);
        assertThat(put("/objects/a", new byte[] {1, 2}).body()).isEqualTo("from there");
        ForwardRequest sent = forwarded.get(0);
        assertThat(sent.method() + " " + sent.target()).isEqualTo("PUT /objects/a");
        assertThat(sent.contentType()).isEqualTo("image/png");
        assertThat(sent.body()).containsExactly(1, 2);
        assertThat(bucket).isEmpty();
    }

    @Test
    void aStandbyReadsItsOwnBucketAndAsksTheActiveRegionForWhatIsNotThereYet() throws Exception {
        authority.now(PASSIVE);
        authority.lag(0.1);
        bucket.put("replicated", new StoredObject(new byte[] {'r'}, "text/plain", "\"e\""));
        assertThat(get("/objects/replicated").body()).isEqualTo("r");
        assertThat(forwarded).isEmpty();
        assertThat(get("/objects/not-yet").body()).isEqualTo("from there");
    }

    @Test
    void aRegionThatIsNeitherActiveNorStandbyDoesNotAnswerFromItsBucket() throws Exception {
        authority.now(PASSIVE);
        bucket.put("stale", new StoredObject(new byte[] {'s'}, "text/plain", "\"e\""));
        assertThat(get("/objects/stale").body()).isEqualTo("from there");
    }
}
