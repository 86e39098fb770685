package dev.drlab.service.forwarding;

import dev.drlab.contract.service.HeaderNames;
import dev.drlab.service.database.AdmissionLimiter;
import dev.drlab.service.request.RequestDeadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The peer's service over HTTP. A peer that sends nothing for 3 s is given up, and only so many requests may be under way
 * or wait for their turn at once: a peer that hangs must not take every thread, those for health checks included.
 *
 * <p>A request is sent and its answer read by the thread that forwards it: right after a switchover every write takes this
 * way, and handing each to another thread and back would cost more than the work itself.
 */
public final class HttpPeerService implements PeerService {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    /** Less than a balancer (60 s) and the service itself (30 s) keep a connection on which nothing comes. */
    private static final Duration KEPT = Duration.ofSeconds(20);

    /**
     * On the way at once to a peer 100 ms away, those of 1,000 writes/s are 100: fewer places would refuse what the peer
     * could take.
     */
    private static final int AT_ONCE = 128;

    private static final int MOST_WAITING = 96;
    private static final List<String> PASSED_BACK =
            List.of("Content-Type", "Retry-After", "ETag", HeaderNames.REPLICA_LAG);

    private final URI peer;
    private final ForwardSignature signature;
    private final InstantSource wall;
    private final Duration kept;
    private final AdmissionLimiter turn = new AdmissionLimiter(AT_ONCE, MOST_WAITING);
    private final PoolingHttpClientConnectionManager connections;
    private final HttpClient client;

    /** At {@code peer}; connects to nobody yet. */
    public HttpPeerService(URI peer, ForwardSignature signature, InstantSource wall) {
        this(peer, signature, wall, KEPT);
    }

    /** @param kept how long a connection on which nothing comes is used again, unless the peer says how long it may be */
    public HttpPeerService(URI peer, ForwardSignature signature, InstantSource wall, Duration kept) {
        this.peer = peer;
        this.signature = signature;
        this.wall = wall;
        this.kept = kept;
        this.connections = connections();
        this.client = client();
    }

    private static PoolingHttpClientConnectionManager connections() {
        ConnectionConfig each = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT))
                .setSocketTimeout(Timeout.of(ANSWER))
                .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND) // a broken one is tried again anyway
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(each)
                .setMaxConnPerRoute(AT_ONCE)
                .setMaxConnTotal(AT_ONCE)
                .build();
    }

    private HttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public ForwardResponse forward(ForwardRequest request, RequestDeadline timeLimit) throws PeerUnavailableException {
        if (!turn.enter(timeLimit)) {
            throw new PeerUnavailableException(
                    AT_ONCE + " requests to the peer were under way for as long as the client of this one waits",
                    false,
                    null);
        }
        try {
            return exchange(request, timeLimit);
        } finally {
            turn.leave();
        }
    }

    private ForwardResponse exchange(ForwardRequest request, RequestDeadline timeLimit)
            throws PeerUnavailableException {
        long started = System.nanoTime();
        try {
            return send(request, timeLimit, ANSWER);
        } catch (ConnectException | ConnectTimeoutException | UnknownHostException e) {
            throw unavailable(e, false);
        } catch (SocketTimeoutException e) {
            throw unavailable(e, true);
        } catch (IOException e) {
            // A kept connection that the peer has just closed. A GET, a PUT, or a POST with a key may be sent twice.
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS); // it will have closed the others too: a new one
            try {
                return send(request, timeLimit, ANSWER.minusNanos(System.nanoTime() - started));
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

    private ForwardResponse send(ForwardRequest request, RequestDeadline timeLimit, Duration longest)
            throws IOException {
        HttpUriRequestBase message = signed(request, timeLimit);
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(Math.max(1, longest.toMillis())))
                .setConnectionKeepAlive(TimeValue.of(kept))
                .build());
        return client.execute(message, HttpPeerService::answer);
    }

    private static ForwardResponse answer(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new ForwardResponse(response.getCode(), body, passedBack(response));
    }

    private HttpUriRequestBase signed(ForwardRequest request, RequestDeadline timeLimit) {
        long now = wall.millis();
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), URI.create(peer + request.target()));
        message.setHeader(Forwarding.TIME_LIMIT_HEADER, Long.toString(timeLimit.leftMillis()));
        message.setHeader(ForwardSignature.TIMESTAMP_HEADER, Long.toString(now));
        message.setHeader(ForwardSignature.SIGNATURE_HEADER, signature.sign(request, now));
        request.idempotencyKey().ifPresent(key -> message.setHeader(HeaderNames.IDEMPOTENCY_KEY, key));
        if (!"GET".equals(request.method())) {
            message.setHeader("Content-Type", request.contentType()); // as it came, not as a ContentType would print it
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return message;
    }

    private static Map<String, String> passedBack(ClassicHttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_BACK) {
            Header header = response.getFirstHeader(name);
            if (header != null) {
                headers.put(name, header.getValue());
            }
        }
        return headers;
    }
}
