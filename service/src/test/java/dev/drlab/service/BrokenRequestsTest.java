package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.service.forwarding.ForwardResponse;
import dev.drlab.service.forwarding.ForwardSignature;
import dev.drlab.service.forwarding.Forwarding;
import dev.drlab.service.guard.Clocks;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteState;
import dev.drlab.service.http.Answers;
import dev.drlab.service.http.BodyReader;
import dev.drlab.service.http.ClientLimits;
import dev.drlab.service.items.Item;
import dev.drlab.service.items.ItemRequests;
import dev.drlab.service.items.ItemStore;
import dev.drlab.service.items.ItemsApi;
import dev.drlab.service.items.NewItem;
import dev.drlab.service.items.Stored;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.objects.ObjectRequests;
import dev.drlab.service.objects.ObjectStore;
import dev.drlab.service.objects.ObjectsApi;
import dev.drlab.service.objects.StoredObject;
import dev.drlab.service.request.RequestDeadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken requests that no HTTP library would send, over plain sockets. */
@Timeout(60)
class BrokenRequestsTest {
    private static final int OBJECT_BYTES = ObjectRequests.LARGEST_OBJECT;
    private static final ClientLimits LIMITS = new ClientLimits(
            Duration.ofMillis(800), Duration.ofMillis(800), Duration.ofSeconds(3), Duration.ofSeconds(20), 1L << 30);

    private final ObjectMapper mapper = Json.mapper();
    private final AtomicInteger writes = new AtomicInteger();
    private final Metrics metrics = new Metrics();

    @RegisterExtension
    private final LoggedLines logged = new LoggedLines();

    private final WebServer server = server();
    private final int port = server.start("127.0.0.1", 0);

    @AfterEach
    void stop() {
        server.close();
    }

    private WebServer server() {
        ItemStore items = new ItemStore() {
            @Override
            public Stored insert(NewItem item, String region, long epoch, RequestDeadline timeLimit) {
                writes.incrementAndGet();
                return new Stored(7, region, epoch);
            }

            @Override
            public Optional<Item> find(long id, RequestDeadline timeLimit) {
                return Optional.empty();
            }

            @Override
            public List<Item> newest(int limit, RequestDeadline timeLimit) {
                return List.of(new Item(7, "v", "here", 3, Instant.EPOCH));
            }
        };
        ObjectStore objects = new ObjectStore() {
            @Override
            public String put(String key, byte[] body, String contentType) {
                writes.incrementAndGet();
                return "\"etag\"";
            }

            @Override
            public Optional<StoredObject> get(String key) {
                return Optional.of(new StoredObject(new byte[OBJECT_BYTES], "text/plain", "\"etag\""));
            }
        };
        SettableAuthority authority = new SettableAuthority(new Verdict(WriteState.ACTIVE, 3, "here"));
        Answers answers = new Answers(mapper);
        Forwarding forwarding = new Forwarding(
                (request, timeLimit) -> new ForwardResponse(500, new byte[0], Map.of()),
                "there",
                new ForwardSignature("0123456789abcdef"),
                new Clocks(System::nanoTime, Instant::now),
                metrics);
        BodyReader bodies = new BodyReader(LIMITS.body());
        return new WebServer(
                new ItemsApi("here", authority, items, forwarding, new ItemRequests(mapper, bodies), answers),
                new ObjectsApi("here", authority, Optional.of(objects), forwarding, answers, bodies),
                new StatusApi("here", authority, () -> true, metrics, answers),
                metrics,
                answers,
                WebServerTest.IDLE_AT_STOP_MILLIS,
                LIMITS);
    }

    /** A connection that sends what it is told and reads what comes. */
    private final class Client implements AutoCloseable {
        private final Socket socket;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
        }

        Client send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Client send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return this;
        }

        Client endOfInput() throws IOException {
            socket.shutdownOutput();
            return this;
        }

        /** All that comes until the server ends the connection. */
        String all() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** One answer with a Content-Length. */
        String answer() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return head.toString(StandardCharsets.UTF_8);
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.UTF_8);
            int length = text.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                    .findFirst()
                    .orElseThrow();
            return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String post(String headers) {
        return "POST /items HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private void assertRefused(String answer, int status) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains("Content-Type: application/json");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(mapper.readTree(body).get("error").textValue()).isNotBlank();
        assertThat(writes).hasValue(0);
    }

    private void awaitCounted(String method, String route, String outcome) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metrics.scrape())
                        .contains("drlab_requests_seconds_count{method=\"" + method + "\",outcome=\"" + outcome
                                + "\",route=\"" + route + "\"} 1"));
    }

    /** One line, which blames the client and has no stack trace. */
    private void awaitOneLine(String begin) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(logged.events())
                        .anyMatch(event -> event.getFormattedMessage().startsWith(begin)));
        assertThat(logged.events())
                .filteredOn(event -> event.getThrowableProxy() != null)
                .isEmpty();
        assertThat(logged.events())
                .filteredOn(event -> event.getFormattedMessage().startsWith(begin))
                .hasSize(1);
    }

    @Test
    void aBodyThatIsCutOffIsTheClientsError() throws Exception {
        try (Client client = new Client()) {
            client.send(post("Content-Length: 100\r\n") + "{\"value\":").endOfInput();
            assertRefused(client.all(), 400);
        }
        awaitCounted("POST", "/items", "400");
        awaitOneLine("POST /items answered 400: ");
    }

    @Test
    void aBodyWhoseSenderIsGoneIsTheClientsError() throws Exception {
        try (Client client = new Client()) {
            client.send(post("Content-Length: 100\r\n") + "{\"value\":");
            client.socket.setSoLinger(true, 0);
        }
        awaitCounted("POST", "/items", "400");
        awaitOneLine("POST /items answered 400: ");
        assertThat(writes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "5\r\nabcdefgh\r\n", "FFFFFFFFFFFFFFFFF\r\n", "-1\r\n", "\r\n"})
    void aBadChunkIsTheClientsError(String chunk) throws Exception {
        try (Client client = new Client()) {
            client.send(post("Transfer-Encoding: chunked\r\n") + chunk).endOfInput();
            assertRefused(client.all(), 400);
        }
        awaitCounted("POST", "/items", "400");
        awaitOneLine("POST /items answered 400: ");
    }

    @Test
    void aBadChunkOfAnObjectIsTheClientsError() throws Exception {
        try (Client client = new Client()) {
            client.send("PUT /objects/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
                    .endOfInput();
            assertRefused(client.all(), 400);
        }
        awaitCounted("PUT", "/objects/{key}", "400");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GARBAGE,                                            400
            GET,                                                400
            GET /items HTTP/1.1 and more,                       400
            GET /items HTTP/7.3,                                505
            GET /items HTTP/1.1|Host: x|No colon here,          400
            GET /items HTTP/1.1|Host: x|Bad name : v,           400
            GET /items HTTP/1.1,                                400
            POST /items HTTP/1.1|Host: x|Content-Length: many,  400
            POST /items HTTP/1.1|Host: x|Content-Length: -1,    400
            GET /items/%zz HTTP/1.1|Host: x,                    400
            GET /items/%C0%AF HTTP/1.1|Host: x,                 400
            GET /objects/a%C0%AFb HTTP/1.1|Host: x,             400
            """)
    void aRequestThatIsNoHttpIsTheClientsError(String lines, int status) throws Exception {
        try (Client client = new Client()) {
            client.send(lines.replace("|", "\r\n") + "\r\n\r\n").endOfInput();
            assertRefused(client.all(), status);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(metrics.scrape()).containsPattern("outcome=\"" + status + "\",route=\"[^\"]+\"} 1"));
        assertThat(logged.events())
                .filteredOn(event -> event.getThrowableProxy() != null)
                .isEmpty();
    }

    @Test
    void aRequestLineThatIsNoHttpIsCountedAndToldInOneLine() throws Exception {
        try (Client client = new Client()) {
            client.send("GARBAGE\r\n\r\n");
            assertRefused(client.all(), 400);
        }
        awaitCounted("other", "other", "400");
        awaitOneLine("a request that is no HTTP answered 400: ");
    }

    @Test
    void headersThatAreTooLargeAreTheClientsError() throws Exception {
        try (Client client = new Client()) {
            client.send("GET /items HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(20_000) + "\r\n\r\n");
            assertRefused(client.answer(), 431);
        }
        awaitCounted("other", "other", "431");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatIsStillSendingATooLongBodyReadsItsAnswer(boolean announced) throws Exception {
        int length = 24 * 1024 * 1024; // more than both sockets' buffers
        byte[] part = new byte[64 * 1024];
        Arrays.fill(part, (byte) 'x');
        try (Client client = new Client()) {
            client.send(post(announced ? "Content-Length: " + length + "\r\n" : "Transfer-Encoding: chunked\r\n"));
            for (int sent = 0; sent < length; sent += part.length) {
                if (!announced) {
                    client.send(Integer.toHexString(part.length) + "\r\n");
                }
                client.send(part);
                if (!announced) {
                    client.send("\r\n");
                }
            }
            if (!announced) {
                client.send("0\r\n\r\n");
            }
            assertRefused(client.answer(), 413);
        }
        awaitCounted("POST", "/items", "413");
    }

    @Test
    void aClientThatAsksBeforeItSendsATooLongBodyNeedNotSendIt() throws Exception {
        try (Client client = new Client()) {
            client.send(post("Content-Length: 100000000\r\nExpect: 100-continue\r\n"));
            assertRefused(client.all(), 413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0AF", // an overlong slash
                "C080", // an overlong U+0000
                "E080AF", // the same in three bytes
                "F08080AF", // and in four
                "EDA080", // half a surrogate pair
                "F5808080", // above U+10FFFF
                "80", // a part without its beginning
                "C3" // a beginning without its part
            })
    void aBodyThatIsNotUtf8IsRefused(String value) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"value\":\"".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(HexFormat.of().parseHex(value));
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        try (Client client = new Client()) {
            client.send(post("Content-Length: " + body.size() + "\r\n")).send(body.toByteArray());
            String answer = client.answer();
            assertRefused(answer, 400);
            assertThat(answer).contains("not UTF-8");
        }
    }

    /** Sends one byte after the other until the server ends the connection, and returns what it said. */
    private static String drip(Client client, Stream<String> bytes) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        client.socket.setSoTimeout(100);
        StringBuilder said = new StringBuilder();
        for (String next : (Iterable<String>) bytes::iterator) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it was never cut off; it was told: " + said);
            }
            try {
                client.send(next);
            } catch (IOException e) {
                return said.toString(); // reset
            }
            try {
                int told = client.socket.getInputStream().read();
                if (told < 0) {
                    return said.toString();
                }
                said.append((char) told);
                client.socket.setSoTimeout(30_000);
                return said + client.all();
            } catch (java.net.SocketTimeoutException e) {
                // nothing yet: the next byte
            } catch (IOException e) {
                return said.toString(); // reset
            }
        }
        throw new AssertionError("there was nothing more to send");
    }

    @Test
    void aClientThatSendsItsHeadersByteByByteIsCutOff() throws Exception {
        try (Client client = new Client()) {
            client.send("GET /items HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            drip(client, Stream.generate(() -> "a"));
        }
        awaitOneLine("a slow client was cut off: the headers");
        assertStillServes();
    }

    @Test
    void aClientThatSendsItsBodyByteByByteIsCutOffWithAnAnswer() throws Exception {
        try (Client client = new Client()) {
            client.send(post("Content-Length: 10000\r\n"));
            assertRefused(drip(client, Stream.generate(() -> "a")), 408);
        }
        awaitCounted("POST", "/items", "408");
        awaitOneLine("POST /items answered 408: ");
        assertStillServes();
    }

    @Test
    void aClientThatStopsInItsBodyIsCutOff() throws Exception {
        try (Client client = new Client()) {
            client.send(post("Content-Length: 10000\r\n") + "{");
            assertRefused(client.all(), 408);
        }
        awaitCounted("POST", "/items", "408");
        awaitOneLine("POST /items answered 408: the body was not sent within 800 ms");
    }

    @Test
    void aClientThatTakesItsAnswerByteByByteIsCutOff() throws Exception {
        try (Client client = new Client()) {
            client.send("GET /objects/a HTTP/1.1\r\nHost: x\r\n\r\n"
                    .repeat(16)); // more than the buffers of both sides can hold
            awaitOneLine("a slow client was cut off: a request and its answer");
            long taken = 0;
            byte[] some = new byte[64 * 1024];
            try {
                for (int n = client.socket.getInputStream().read(some);
                        n >= 0;
                        n = client.socket.getInputStream().read(some)) {
                    taken += n;
                }
            } catch (IOException e) {
                // reset: cut off as well
            }
            assertThat(taken).isLessThan(16L * OBJECT_BYTES);
        }
        assertStillServes();
    }

    @Test
    void aConnectionThatIsIdleBetweenRequestsIsNotCutOff() throws Exception {
        try (Client client = new Client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET /items HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
                Thread.sleep(LIMITS.header().toMillis() * 2);
            }
        }
        assertThat(logged.events()).isEmpty();
    }

    /** The balancer's own idle time-out is 60 s (PublicBalancer): a target that closes first makes 502s. */
    @Test
    void aConnectionIsKeptLongerThanTheBalancerKeepsIt() throws Exception {
        for (int body = 0; body < 2; body++) {
            try (Client client = new Client()) {
                client.send(
                        body == 0
                                ? "GET /items HTTP/1.1\r\nHost: x\r\n\r\n"
                                : post("Content-Length: 13\r\n") + "{\"value\":\"v\"}");
                assertThat(client.answer()).startsWith("HTTP/1.1 20");
                assertThat(server.idleMillis())
                        .isNotEmpty()
                        .allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(70_000));
            }
        }
    }

    private void assertStillServes() throws IOException {
        try (Client client = new Client()) {
            client.send("GET /items HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
        }
    }
}
