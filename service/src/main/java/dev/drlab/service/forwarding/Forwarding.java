package dev.drlab.service.forwarding;

import dev.drlab.service.guard.Clocks;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteState;
import dev.drlab.service.http.Headers;
import dev.drlab.service.metrics.Metrics;
import dev.drlab.service.request.ApiException;
import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException.Outcome;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;

/** One hop to the active region, never two. */
public final class Forwarding {
    /** Milliseconds that a forwarded request may still wait; heeded only with a good signature, which leaves it out. */
    public static final String TIME_LIMIT_HEADER = "X-Drlab-Forward-Time-Limit";

    private final PeerService peer;
    private final String peerRegion;
    private final ForwardSignature signature;
    private final Clocks clocks;
    private final Metrics metrics;

    /** To {@code peer}, which is in {@code peerRegion}. */
    public Forwarding(PeerService peer, String peerRegion, ForwardSignature signature, Clocks clocks, Metrics metrics) {
        this.peer = peer;
        this.peerRegion = peerRegion;
        this.signature = signature;
        this.clocks = clocks;
        this.metrics = metrics;
    }

    /**
     * True when the peer sent {@code ctx} on.
     *
     * @throws ApiException 403 when it says so and cannot show it
     */
    public boolean cameFromPeer(Context ctx, byte[] body, Optional<String> idempotencyKey) throws ApiException {
        String timestamp = ctx.header(ForwardSignature.TIMESTAMP_HEADER);
        String given = ctx.header(ForwardSignature.SIGNATURE_HEADER);
        if (timestamp == null && given == null) {
            return false;
        }
        Optional<String> problem = signature.problem(
                request(ctx, body, idempotencyKey),
                timestamp,
                given,
                clocks.wall().instant());
        if (problem.isPresent()) {
            metrics.forward("refused");
            throw ApiException.rejected(403, problem.get());
        }
        return true;
    }

    /** How long {@code ctx} may wait. */
    public RequestDeadline timeLimit(Context ctx, boolean cameFromPeer) throws ApiException {
        String left = cameFromPeer ? ctx.header(TIME_LIMIT_HEADER) : null;
        if (left == null) {
            return RequestDeadline.full();
        }
        try {
            return RequestDeadline.of(Long.parseLong(left));
        } catch (NumberFormatException e) {
            throw ApiException.rejected(400, TIME_LIMIT_HEADER + " is '" + left + "', not a number of milliseconds");
        }
    }

    /** Answers a read with the peer's answer, or says why not. */
    public void relayRead(Context ctx, Verdict verdict, boolean cameFromPeer, RequestDeadline timeLimit)
            throws ApiException {
        refuseUnlessPeerHolds(verdict, cameFromPeer, Optional.empty());
        try {
            passBack(ctx, send(request(ctx, new byte[0], Optional.empty()), timeLimit));
        } catch (PeerUnavailableException e) {
            throw ApiException.unavailable(e.getMessage());
        }
    }

    /** Answers a write with the peer's answer, or says why not. A write without a key gets one, so that it may be retried. */
    public void relayWrite(
            Context ctx,
            byte[] body,
            Optional<String> idempotencyKey,
            Verdict verdict,
            boolean cameFromPeer,
            RequestDeadline timeLimit)
            throws ApiException {
        refuseUnlessPeerHolds(verdict, cameFromPeer, Optional.of(Outcome.NOT_WRITTEN));
        String key = idempotencyKey.orElseGet(() -> "forward-" + UUID.randomUUID());
        try {
            passBack(ctx, send(request(ctx, body, Optional.of(key)), timeLimit));
        } catch (PeerUnavailableException e) {
            throw ApiException.unavailable(e.getMessage(), e.mayHaveArrived() ? Outcome.UNKNOWN : Outcome.NOT_WRITTEN);
        }
    }

    private void refuseUnlessPeerHolds(Verdict verdict, boolean cameFromPeer, Optional<Outcome> outcome)
            throws ApiException {
        String why = "not served here: " + verdict.state().explanation();
        if (cameFromPeer) {
            why = "forwarded once already, and " + why;
        } else if (verdict.state() == WriteState.OTHER_REGION
                && verdict.holder().equals(peerRegion)) {
            return;
        }
        throw outcome.isPresent() ? ApiException.unavailable(why, outcome.get()) : ApiException.unavailable(why);
    }

    private ForwardResponse send(ForwardRequest request, RequestDeadline timeLimit)
            throws ApiException, PeerUnavailableException {
        refuseUnlessUri(request.target());
        try {
            return peer.forward(request, timeLimit);
        } catch (PeerUnavailableException e) {
            metrics.forward("failed");
            throw e;
        }
    }

    /** The server takes queries that no URI can have, such as one with a raw {@code |}: they cannot be sent on. */
    private static void refuseUnlessUri(String target) throws ApiException {
        try {
            if (new URI(target).toASCIIString().equals(target)) {
                return;
            }
        } catch (URISyntaxException e) {
            // refused below
        }
        throw ApiException.rejected(
                400, "the query cannot be forwarded to the other region: percent-encode what a URI does not allow");
    }

    private void passBack(Context ctx, ForwardResponse answer) {
        metrics.forward("answered");
        ctx.attribute(Metrics.OUTCOME, Metrics.FORWARDED + answer.status());
        answer.headers().forEach(ctx::header);
        ctx.status(answer.status()).result(answer.body());
    }

    private static ForwardRequest request(Context ctx, byte[] body, Optional<String> idempotencyKey) {
        String query = ctx.req().getQueryString();
        String path = ctx.req().getRequestURI();
        String target = query == null ? path : path + "?" + query;
        String method = ctx.req().getMethod();
        return "PUT".equals(method)
                ? new ForwardRequest(method, target, body, Headers.contentType(ctx), idempotencyKey)
                : new ForwardRequest(method, target, body, idempotencyKey);
    }
}
