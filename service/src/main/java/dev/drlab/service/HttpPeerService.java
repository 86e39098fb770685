package dev.drlab.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The peer's service over HTTP. A request takes 3 s at most, and so many may be under way or wait for their turn at once:
 * a peer that hangs must not take every thread, those for health checks included.
 */
final class HttpPeerService implements PeerService {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration TOTAL = Duration.ofSeconds(3);
    private static final int AT_ONCE = 32;
    private static final int MOST_WAITING = 96;
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Retry-After", "ETag", ItemsApi.LAG_HEADER);

    private final URI peer;
    private final ForwardSignature signature;
    private final InstantSource wall;
    private final NewestFirst turn = new NewestFirst(AT_ONCE, MOST_WAITING);
    private final HttpClient client;

    HttpPeerService(URI peer, ForwardSignature signature, InstantSource wall) {
        this.peer = peer;
        this.signature = signature;
        this.wall = wall;
        // The executor: answers are small, so handing them from thread to thread would cost more than reading them.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public ForwardResponse forward(ForwardRequest request, Patience patience) throws PeerUnavailableException {
        if (!turn.enter(patience)) {
            throw new PeerUnavailableException(
                    AT_ONCE + " requests to the peer were under way for as long as the client of this one waits",
                    false,
                    null);
        }
        try {
            return exchange(request, patience);
        } finally {
            turn.leave();
        }
    }

    private ForwardResponse exchange(ForwardRequest request, Patience patience) throws PeerUnavailableException {
        long deadline = System.nanoTime() + TOTAL.toNanos();
        try {
            return send(signed(request, patience), deadline);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unavailable(e, false);
        } catch (IOException e) {
            // A kept connection that the peer has just closed. A GET, a PUT, or a POST with a key may be sent twice.
            try {
                return send(signed(request, patience), deadline);
            } catch (IOException again) {
                again.addSuppressed(e);
                throw unavailable(again, true);
            }
        }
    }

    private PeerUnavailableException unavailable(Exception cause, boolean mayHaveArrived) {
        return new PeerUnavailableException(
                "the peer at " + peer + " does not answer: " + cause, mayHaveArrived, cause);
    }

    private ForwardResponse send(HttpRequest request, long deadline) throws IOException, PeerUnavailableException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new ForwardResponse(response.statusCode(), response.body(), passedBack(response));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw unavailable(e, true);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(e, true);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(e, true);
        }
    }

    private HttpRequest signed(ForwardRequest request, Patience patience) {
        long now = wall.millis();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(peer + request.target()))
                .header(Forwarding.PATIENCE_HEADER, Long.toString(patience.leftMillis()))
                .header(ForwardSignature.TIMESTAMP_HEADER, Long.toString(now))
                .header(ForwardSignature.SIGNATURE_HEADER, signature.sign(request, now));
        request.idempotencyKey().ifPresent(key -> builder.header(ItemsApi.KEY_HEADER, key));
        return "GET".equals(request.method())
                ? builder.GET().build()
                : builder.header("Content-Type", request.contentType())
                        .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
                        .build();
    }

    private static Map<String, String> passedBack(HttpResponse<byte[]> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_BACK) {
            response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }
}
