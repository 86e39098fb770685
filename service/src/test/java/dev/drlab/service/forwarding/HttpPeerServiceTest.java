package dev.drlab.service.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.drlab.service.KeepAlivePeer;
import dev.drlab.service.request.RequestDeadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpPeerServiceTest {
    private static final ForwardRequest POST = new ForwardRequest(
            "POST",
            "/items?a=b",
            "{\"value\":\"v\"}".getBytes(StandardCharsets.UTF_8),
            "text/x;charset=none",
            Optional.of("k1"));
    private static final ForwardRequest GET = new ForwardRequest("GET", "/items/7", new byte[0], Optional.empty());

    private final ForwardSignature signature = new ForwardSignature("0123456789abcdef");

    private PeerService peerAt(int port) {
        return new HttpPeerService(URI.create("http://127.0.0.1:" + port), signature, Instant::now);
    }

    @Test
    void sendsASignedRequestAndPassesBackWhatMatters() throws Exception {
        AtomicReference<Optional<String>> problem = new AtomicReference<>();
        AtomicReference<String> contentType = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ForwardRequest received = new ForwardRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestBody().readAllBytes(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            contentType.set(exchange.getRequestHeaders().getFirst("Content-Type"));
            problem.set(signature.problem(
                    received,
                    exchange.getRequestHeaders().getFirst(ForwardSignature.TIMESTAMP_HEADER),
                    exchange.getRequestHeaders().getFirst(ForwardSignature.SIGNATURE_HEADER),
                    Instant.now()));
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.getResponseHeaders().add("X-Internal", "no");
            exchange.sendResponseHeaders(503, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            ForwardResponse answer = peerAt(server.getAddress().getPort()).forward(POST, RequestDeadline.full());
            assertThat(problem.get()).isEmpty();
            assertThat(contentType.get()).isEqualTo("text/x;charset=none");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).asString().isEqualTo("{}");
            assertThat(answer.headers()).containsEntry("Retry-After", "1").doesNotContainKey("X-Internal");
        } finally {
            server.stop(0);
        }
    }

    /** A region 100 ms away that is sent 1,000 writes/s has as many of them on the way at each moment. */
    @Test
    void aDistantPeerIsSentAHundredRequestsBeforeItsFirstAnswer() throws Exception {
        int requests = 100;
        CountDownLatch arrived = new CountDownLatch(requests);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), requests);
        ExecutorService serving = Executors.newCachedThreadPool();
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            arrived.countDown();
            exchange.sendResponseHeaders(awaited(arrived) ? 201 : 500, -1);
            exchange.close();
        });
        server.start();
        try {
            PeerService peer = peerAt(server.getAddress().getPort());
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> posted(peer), serving));
            }
            assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(201);
        } finally {
            server.stop(0);
            serving.shutdownNow();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int posted(PeerService peer) {
        try {
            return peer.forward(POST, RequestDeadline.full()).status();
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forwardsWorkAfterThePeerHasClosedAllKeptConnections() throws Exception {
        int burst = 16;
        try (KeepAlivePeer peer = new KeepAlivePeer(burst)) {
            PeerService service = peerAt(peer.port());
            List<CompletableFuture<Integer>> first = new ArrayList<>();
            ExecutorService clients = Executors.newFixedThreadPool(burst);
            try {
                for (int i = 0; i < burst; i++) {
                    first.add(CompletableFuture.supplyAsync(() -> status(service), clients));
                }
                for (CompletableFuture<Integer> answer : first) {
                    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(200);
                }
            } finally {
                clients.shutdownNow();
            }
            assertThat(peer.connections()).isEqualTo(burst);

            peer.closeConnections();

            for (int i = 0; i < burst; i++) {
                assertThat(status(service)).isEqualTo(200);
            }
            assertThat(peer.connections()).isEqualTo(burst + 1);
        }
    }

    @Test
    void connectionThatWasKeptForTooLongIsNotUsedAgain() throws Exception {
        Duration kept = Duration.ofMillis(200);
        try (KeepAlivePeer peer = new KeepAlivePeer(1)) {
            URI uri = URI.create("http://127.0.0.1:" + peer.port());
            PeerService service = new HttpPeerService(uri, signature, Instant::now, kept);
            assertThat(status(service)).isEqualTo(200);
            TimeUnit.MILLISECONDS.sleep(2 * kept.toMillis());
            assertThat(status(service)).isEqualTo(200);
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    private static int status(PeerService service) {
        try {
            return service.forward(GET, RequestDeadline.full()).status();
        } catch (PeerUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusedConnectionCannotHaveArrived() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        PeerUnavailableException e = catchThrowableOfType(
                PeerUnavailableException.class, () -> peerAt(closed).forward(POST, RequestDeadline.full()));
        assertThat(e.mayHaveArrived()).isFalse();
        assertThat(e).hasMessageContaining(Integer.toString(closed));
    }

    @Test
    void connectionThatBreaksIsTriedOnceMoreAndMayHaveArrived() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread breaker = new Thread(() -> {
                while (!socket.isClosed()) {
                    try {
                        socket.accept().close();
                        connections.incrementAndGet();
                    } catch (IOException e) {
                        return; // the test is over
                    }
                }
            });
            breaker.start();
            PeerUnavailableException e = catchThrowableOfType(
                    PeerUnavailableException.class,
                    () -> peerAt(socket.getLocalPort()).forward(POST, RequestDeadline.full()));
            assertThat(e.mayHaveArrived()).isTrue();
            assertThat(connections.get()).isEqualTo(2);
        }
    }
}
