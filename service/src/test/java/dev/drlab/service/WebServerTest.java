package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.service.forwarding.ForwardRequest;
import dev.drlab.service.forwarding.ForwardResponse;
import dev.drlab.service.forwarding.ForwardSignature;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.forwarding.PeerService;
import dev.drlab.service.forwarding.PeerUnavailableException;
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
import dev.drlab.service.objects.ObjectsApi;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real HTTP server over a settable authority, store and peer. */
public class WebServerTest {
    /** The client keeps its connections: each test ends after this time. */
    public static final long IDLE_AT_STOP_MILLIS = 100;

    private static final Verdict ACTIVE = new Verdict(WriteState.ACTIVE, 3, "here");
    private static final Verdict PASSIVE = new Verdict(WriteState.OTHER_REGION, 4, "there");
    private static final Verdict DRAINED = new Verdict(WriteState.DRAINED, 3, "here");

    private final ObjectMapper mapper = Json.mapper();
    private final SettableAuthority authority = new SettableAuthority(ACTIVE);
    private final List<String> written = new ArrayList<>();
    private final List<ForwardRequest> forwarded = new ArrayList<>();
    private final List<Long> timeLimit = new ArrayList<>();
    private StoreException storeFailure;
    private PeerUnavailableException peerFailure;
    private int peerStatus = 201;
    private Runnable duringWrite = () -> {};
    private Runnable duringList = () -> {};

    @RegisterExtension
    private final LoggedLines logged = new LoggedLines();

    private final Metrics metrics = new Metrics();
    private final ForwardSignature signature = new ForwardSignature("0123456789abcdef");
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server = server();
    private final int port = server.start("127.0.0.1", 0);

    @AfterEach
    void stop() {
        server.close();
    }

    private WebServer server() {
        ItemStore store = new ItemStore() {
            @Override
            public Stored insert(NewItem item, String region, long epoch, RequestDeadline timeLimit)
                    throws StoreException {
                WebServerTest.this.timeLimit.add(timeLimit.leftMillis());
                duringWrite.run();
                if (storeFailure != null) {
                    throw storeFailure;
                }
                written.add(item.value() + "|" + item.idempotencyKey().orElse("-") + "|" + region + "|" + epoch);
                return new Stored(7, region, epoch);
            }

            @Override
            public Optional<Item> find(long id, RequestDeadline timeLimit) throws StoreException {
                if (storeFailure != null) {
                    throw storeFailure;
                }
                return id == 7 ? Optional.of(new Item(7, "v", "here", 3, Instant.EPOCH)) : Optional.empty();
            }

            @Override
            public List<Item> newest(int limit, RequestDeadline timeLimit) throws StoreException {
                duringList.run();
                if (storeFailure != null) {
                    throw storeFailure;
                }
                return List.of(new Item(limit, "v", "here", 3, Instant.EPOCH));
            }
        };
        PeerService peer = (request, timeLimit) -> {
            forwarded.add(request);
            if (peerFailure != null) {
                throw peerFailure;
            }
            return new ForwardResponse(
                    peerStatus,
                    "{\"id\":9}".getBytes(StandardCharsets.UTF_8),
                    Map.of("Content-Type", "application/json"));
        };
        Answers answers = new Answers(mapper);
        Forwarding forwarding =
                new Forwarding(peer, "there", signature, new Clocks(System::nanoTime, Instant::now), metrics);
        return new WebServer(
                new ItemsApi("here", authority, store, forwarding, new ItemRequests(mapper), answers),
                new ObjectsApi("here", authority, Optional.empty(), forwarding, answers),
                new StatusApi("here", authority, () -> true, metrics, answers),
                metrics,
                answers,
                IDLE_AT_STOP_MILLIS,
                ClientLimits.DEFAULT);
    }

    private HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send(to(target));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(to("/items").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return mapper.readTree(answer.body());
    }

    private void assertUnavailable(HttpResponse<String> answer, String outcome) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(answer).get("error").textValue()).isNotBlank();
        assertThat(json(answer).path("outcome").asText("")).isEqualTo(outcome);
    }

    @Test
    void writesAndAnswersWithIdRegionAndEpoch() throws Exception {
        HttpResponse<String> answer =
                send(to("/items").header("Idempotency-Key", "k1").POST(BodyPublishers.ofString("{\"value\":\"ü\"}")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer)).isEqualTo(mapper.readTree("{\"id\":7,\"region\":\"here\",\"epoch\":3}"));
        assertThat(written).containsExactly("ü|k1|here|3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | not json",
                "400 | {\"value\":\"a\"} trailing",
                "400 | [1]",
                "400 | {}",
                "400 | {\"value\":null}",
                "400 | {\"value\":1}",
                "400 | {\"value\":\"\\u0000\"}",
                "400 | {\"value\":\"\\ud800\"}",
                "400 | ''"
            })
    void refusesABadBody(int status, String body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("error").textValue()).isNotBlank();
        assertThat(written).isEmpty();
    }

    @Test
    void storesValuesUpTo64KibibytesOfUtf8() throws Exception {
        assertThat(post("{\"value\":\"" + "ü".repeat(32 * 1024) + "\"}").statusCode())
                .isEqualTo(201);
        assertThat(post("{\"value\":\"" + "ü".repeat(32 * 1024) + "x\"}").statusCode())
                .isEqualTo(413);
        assertThat(post(" ".repeat(ItemRequests.LONGEST_BODY + 1)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 201, -1})
    void refusesABadKey(int length) throws Exception {
        String key = length < 0 ? "with space" : "x".repeat(length);
        HttpResponse<String> answer =
                send(to("/items").header("Idempotency-Key", key).POST(BodyPublishers.ofString("{\"value\":\"v\"}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").textValue()).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "/items?limit=0, 400",
        "/items?limit=1001, 400",
        "/items?limit=ten, 400",
        "/items?limit=, 400",
        "/items/0, 400",
        "/items/x, 400",
        "/items/9223372036854775808, 400",
        "/items/8, 404",
        "/nothing, 404"
    })
    void refusesABadQuery(String target, int status) throws Exception {
        HttpResponse<String> answer = get(target);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("error").textValue()).isNotBlank();
    }

    @Test
    void readsOneAndMany() throws Exception {
        assertThat(json(get("/items/7")))
                .isEqualTo(mapper.readTree("{\"id\":7,\"value\":\"v\",\"region\":\"here\",\"epoch\":3,"
                        + "\"createdAt\":\"1970-01-01T00:00:00Z\"}"));
        assertThat(json(get("/items")).get("items").get(0).get("id").intValue()).isEqualTo(100);
        assertThat(json(get("/items?limit=2")).get("items").get(0).get("id").intValue())
                .isEqualTo(2);
        assertThat(get("/items/7").headers().firstValue("X-Replica-Lag")).isEmpty();
    }

    @Test
    void refusesMoreListsThanItHasMemoryForUntilOneIsAnswered() throws Exception {
        CountDownLatch reading = new CountDownLatch(ItemsApi.LISTS_AT_ONCE);
        CountDownLatch goOn = new CountDownLatch(1);
        duringList = () -> {
            reading.countDown();
            awaitUninterrupted(goOn);
        };
        List<CompletableFuture<HttpResponse<String>>> lists = new ArrayList<>();
        for (int i = 0; i < ItemsApi.LISTS_AT_ONCE; i++) {
            lists.add(client.sendAsync(to("/items").build(), BodyHandlers.ofString()));
        }
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        HttpResponse<String> refused = get("/items");
        assertUnavailable(refused, "");
        assertThat(json(refused).get("error").textValue()).contains("16 lists");
        assertThat(get("/items/7").statusCode()).isEqualTo(200);
        goOn.countDown();
        for (CompletableFuture<HttpResponse<String>> list : lists) {
            assertThat(list.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(get("/items").statusCode()).isEqualTo(200);
    }

    @Test
    void listsThatFailDoNotCountAgainstLaterOnes() throws Exception {
        storeFailure = new StoreException("broken", Outcome.NOT_WRITTEN, false, null);
        for (int i = 0; i < ItemsApi.LISTS_AT_ONCE; i++) {
            assertUnavailable(get("/items"), "");
        }
        storeFailure = null;
        assertThat(get("/items").statusCode()).isEqualTo(200);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void authorityLostAfterTheCommitIsUnknown() throws Exception {
        authority.now(ACTIVE, PASSIVE);
        assertUnavailable(post("{\"value\":\"v\"}"), "unknown");
        assertThat(written).hasSize(1);
    }

    @Test
    void anotherEpochAfterTheCommitIsUnknown() throws Exception {
        authority.now(ACTIVE, new Verdict(WriteState.ACTIVE, 5, "here"));
        assertUnavailable(post("{\"value\":\"v\"}"), "unknown");
    }

    @Test
    void authorityMissingBeforeTheWriteWritesNothing() throws Exception {
        authority.now(DRAINED);
        assertUnavailable(post("{\"value\":\"v\"}"), "not-written");
        assertThat(written).isEmpty();
        assertThat(forwarded).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, unknown", "NOT_WRITTEN, not-written"})
    void storeFailureKeepsItsOutcomeAndIsReported(Outcome outcome, String label) throws Exception {
        storeFailure = new StoreException("broken", outcome, true, null);
        assertUnavailable(post("{\"value\":\"v\"}"), label);
        assertThat(authority.databaseReportedBroken()).isTrue();
        assertUnavailable(get("/items/7"), "");
    }

    @Test
    void forwardsAWriteWithItsKey() throws Exception {
        authority.now(PASSIVE);
        HttpResponse<String> answer = send(
                to("/items?a=b").header("Idempotency-Key", "k1").POST(BodyPublishers.ofString("{\"value\":\"v\"}")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"id\":9}");
        assertThat(forwarded).hasSize(1);
        assertThat(forwarded.get(0).target()).isEqualTo("/items?a=b");
        assertThat(forwarded.get(0).idempotencyKey()).contains("k1");
        assertThat(forwarded.get(0).body()).asString().isEqualTo("{\"value\":\"v\"}");
        assertThat(written).isEmpty();
    }

    @Test
    void forwardedRequestMayWaitNoLongerThanItsFirstTaskSays() throws Exception {
        for (String left : List.of("200", "9000000")) {
            byte[] body = "{\"value\":\"v\"}".getBytes(StandardCharsets.UTF_8);
            send(signed(body, "0123456789abcdef", 0).header(Forwarding.TIME_LIMIT_HEADER, left));
        }
        assertThat(timeLimit.get(0)).isBetween(0L, 200L);
        assertThat(timeLimit.get(1)).isBetween(201L, RequestDeadline.LONGEST.toMillis());
        post("{\"value\":\"v\"}");
        assertThat(timeLimit.get(2)).isBetween(201L, RequestDeadline.LONGEST.toMillis());
    }

    @Test
    void clientCannotSayHowLongItsRequestMayWait() throws Exception {
        send(to("/items").header(Forwarding.TIME_LIMIT_HEADER, "0").POST(BodyPublishers.ofString("{\"value\":\"v\"}")));
        assertThat(timeLimit.get(0)).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET /items/7?x=|, 400",
                "GET /items/7?x=%zz, 400",
                "POST /items?x=%zz, 400",
                "POST /items?x=\"<>^{}, 400",
                "GET /items/7?x=ü, 400",
                "GET /items/7?x=%7c&y=a+b/?:@!$'()*;[], 201"
            })
    void refusesAQueryThatCannotBeForwarded(String request, int status) throws Exception {
        authority.now(PASSIVE);
        String answer = rawRequest(request, "{\"value\":\"v\"}");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status == 400) {
            assertThat(answer).contains("query");
            assertThat(forwarded).isEmpty();
        } else {
            assertThat(request).endsWith(forwarded.get(0).target());
        }
    }

    /** The client library refuses to send what a raw one does. */
    private String rawRequest(String methodAndTarget, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = methodAndTarget + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void givesAForwardedWriteAKeyOfItsOwn() throws Exception {
        authority.now(PASSIVE);
        post("{\"value\":\"v\"}");
        post("{\"value\":\"v\"}");
        assertThat(forwarded.get(0).idempotencyKey()).isPresent();
        assertThat(forwarded.get(0).idempotencyKey())
                .isNotEqualTo(forwarded.get(1).idempotencyKey());
    }

    @Test
    void neverForwardsTwice() throws Exception {
        authority.now(PASSIVE);
        assertUnavailable(sendSigned("0123456789abcdef", 0), "not-written");
        assertThat(forwarded).isEmpty();
    }

    @Test
    void servesWhatThePeerForwarded() throws Exception {
        assertThat(sendSigned("0123456789abcdef", 0).statusCode()).isEqualTo(201);
        assertThat(written).containsExactly("v|k1|here|3");
    }

    @ParameterizedTest
    @CsvSource({"a-wrong-secret-00, 0", "0123456789abcdef, -61000", "0123456789abcdef, 61000"})
    void refusesABadForwardSignature(String secret, long skewMillis) throws Exception {
        HttpResponse<String> answer = sendSigned(secret, skewMillis);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).get("error").textValue()).isNotBlank();
        assertThat(written).isEmpty();
    }

    private HttpResponse<String> sendSigned(String secret, long skewMillis) throws Exception {
        return send(signed("{\"value\":\"v\"}".getBytes(StandardCharsets.UTF_8), secret, skewMillis));
    }

    private HttpRequest.Builder signed(byte[] body, String secret, long skewMillis) {
        long at = System.currentTimeMillis() + skewMillis;
        String sign =
                new ForwardSignature(secret).sign(new ForwardRequest("POST", "/items", body, Optional.of("k1")), at);
        return to("/items")
                .header("Idempotency-Key", "k1")
                .header(ForwardSignature.TIMESTAMP_HEADER, Long.toString(at))
                .header(ForwardSignature.SIGNATURE_HEADER, sign)
                .POST(BodyPublishers.ofByteArray(body));
    }

    @ParameterizedTest
    @CsvSource({"true, unknown", "false, not-written"})
    void peerThatDoesNotAnswerIs503(boolean mayHaveArrived, String outcome) throws Exception {
        authority.now(PASSIVE);
        peerFailure = new PeerUnavailableException("silence", mayHaveArrived, null);
        assertUnavailable(post("{\"value\":\"v\"}"), outcome);
        assertUnavailable(get("/items/7"), "");
    }

    @Test
    void drainedRegionServesReadsFromItsOwnRows() throws Exception {
        authority.now(DRAINED);
        assertThat(get("/items/7").statusCode()).isEqualTo(200);
        assertThat(get("/items").statusCode()).isEqualTo(200);
        assertThat(forwarded).isEmpty();
    }

    @Test
    void replicaThatFollowsServesReadsWithItsLag() throws Exception {
        authority.now(PASSIVE);
        authority.lag(1.25);
        HttpResponse<String> answer = get("/items/7");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Replica-Lag")).contains("1.250");
        assertThat(forwarded).isEmpty();
    }

    @Test
    void stalePrimaryForwardsReadsOrRefusesThem() throws Exception {
        authority.now(PASSIVE);
        assertThat(get("/items/7").body()).isEqualTo("{\"id\":9}");
        assertThat(forwarded).hasSize(1);
        authority.now(new Verdict(WriteState.LEASE_EXPIRED, 3, "here"));
        assertUnavailable(get("/items/7"), "");
        assertUnavailable(get("/items"), "");
    }

    @Test
    void healthDoesNotDependOnAuthority() throws Exception {
        assertThat(get("/active").statusCode()).isEqualTo(200);
        authority.now(DRAINED);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> active = get("/active");
        assertThat(active.statusCode()).isEqualTo(503);
        assertThat(json(active).get("state").textValue()).isEqualTo("drained");
        assertThat(json(get("/dbcheck")))
                .isEqualTo(mapper.readTree("{\"region\":\"here\",\"role\":\"unreachable\",\"active\":false,"
                        + "\"epoch\":3,\"state\":\"drained\",\"warm\":true,\"lagSeconds\":null}"));
    }

    @Test
    void countsRequestsByOutcome() throws Exception {
        post("{\"value\":\"v\"}");
        authority.now(PASSIVE);
        post("{\"value\":\"v\"}");
        metrics.verdictChanged(PASSIVE);
        assertThat(get("/metrics").body())
                .contains("drlab_requests_seconds_count{method=\"POST\",outcome=\"201\",route=\"/items\"} 1")
                .contains("drlab_requests_seconds_count{method=\"POST\",outcome=\"forwarded-201\",route=\"/items\"} 1")
                .contains("drlab_forwards_total{result=\"answered\"} 1")
                .contains("drlab_active 0.0")
                .contains("drlab_epoch 4.0");
    }

    @Test
    void countsAllInventedMethodsTogether() throws Exception {
        for (String method : List.of("BREW", "get", "X1")) {
            send(to("/items").method(method, BodyPublishers.noBody()));
        }
        send(to("/items").method("PATCH", BodyPublishers.noBody()));
        await().untilAsserted(() -> assertThat(get("/metrics").body())
                .containsPattern("drlab_requests_seconds_count\\{method=\"other\",outcome=\"\\d+\",route=\"/items\"} 3")
                .contains("method=\"PATCH\"")
                .doesNotContain("BREW", "\"get\"", "X1"));
    }

    @Test
    void logSaysWhichRegionAFailureComesFrom() throws Exception {
        duringWrite = () -> {
            throw new StackOverflowError("of the test");
        };
        assertThat(post("{\"value\":\"v\"}").statusCode()).isEqualTo(500);
        awaitLogged("POST /items answered 500: internal error");
        authority.now(PASSIVE);
        peerStatus = 503;
        assertThat(post("{\"value\":\"v\"}").statusCode()).isEqualTo(503);
        awaitLogged("POST /items answered 503: as the other region did");
    }

    /** A request is counted after its answer has been sent. */
    private void awaitLogged(String line) {
        await().untilAsserted(() -> assertThat(logged.events())
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(line));
    }

    @Test
    void requestInHandIsAnsweredWhenTheServerStops() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        duringWrite = () -> {
            writing.countDown();
            awaitUninterrupted(goOn);
        };
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                to("/items").POST(BodyPublishers.ofString("{\"value\":\"v\"}")).build(), BodyHandlers.ofString());
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        // Longer than an idle connection is kept at the end: this one is not idle.
        assertThatThrownBy(() -> stopped.get(5 * IDLE_AT_STOP_MILLIS / 2, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        goOn.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        stopped.get(10, TimeUnit.SECONDS);
    }
}
