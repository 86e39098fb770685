package dev.drlab.service;

import dev.drlab.service.StoreException.Outcome;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;

/** One hop to the active region, never two; held back while that region refuses. One for each kind of thing asked for. */
final class Forwarding {
    private static final int UNAVAILABLE = 503;

    private final PeerService peer;
    private final String peerRegion;
    private final ForwardSignature signature;
    private final Clocks clocks;
    private final Metrics metrics;
    private final PeerBreaker reads;
    private final PeerBreaker writes;

    Forwarding(PeerService peer, String peerRegion, ForwardSignature signature, Clocks clocks, Metrics metrics) {
        this.peer = peer;
        this.peerRegion = peerRegion;
        this.signature = signature;
        this.clocks = clocks;
        this.metrics = metrics;
        this.reads = new PeerBreaker(clocks.nanos());
        this.writes = new PeerBreaker(clocks.nanos());
    }

    /**
     * True when the peer sent {@code ctx} on.
     *
     * @throws ApiException 403 when it says so and cannot show it
     */
    boolean cameFromPeer(Context ctx, byte[] body, Optional<String> idempotencyKey) throws ApiException {
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

    /** Answers a read with the peer's answer, or says why not. */
    void relayRead(Context ctx, Verdict verdict, boolean cameFromPeer) throws ApiException {
        refuseUnlessPeerHolds(verdict, cameFromPeer, Optional.empty());
        try {
            passBack(ctx, send(request(ctx, new byte[0], Optional.empty()), reads));
        } catch (PeerUnavailableException e) {
            throw ApiException.unavailable(e.getMessage());
        }
    }

    /** Answers a write with the peer's answer, or says why not. A write without a key gets one, so that it may be retried. */
    void relayWrite(Context ctx, byte[] body, Optional<String> idempotencyKey, Verdict verdict, boolean cameFromPeer)
            throws ApiException {
        refuseUnlessPeerHolds(verdict, cameFromPeer, Optional.of(Outcome.NOT_WRITTEN));
        String key = idempotencyKey.orElseGet(() -> "forward-" + UUID.randomUUID());
        try {
            passBack(ctx, send(request(ctx, body, Optional.of(key)), writes));
        } catch (PeerUnavailableException e) {
            throw ApiException.unavailable(e.getMessage(), e.mayHaveArrived() ? Outcome.UNKNOWN : Outcome.NOT_WRITTEN);
        }
    }

    private void refuseUnlessPeerHolds(Verdict verdict, boolean cameFromPeer, Optional<Outcome> outcome)
            throws ApiException {
        String why = "not served here: " + verdict.standing().explanation();
        if (cameFromPeer) {
            why = "forwarded once already, and " + why;
        } else if (verdict.standing() == Standing.OTHER_REGION
                && verdict.holder().equals(peerRegion)) {
            return;
        }
        throw outcome.isPresent() ? ApiException.unavailable(why, outcome.get()) : ApiException.unavailable(why);
    }

    private ForwardResponse send(ForwardRequest request, PeerBreaker breaker) throws PeerUnavailableException {
        if (!breaker.admits()) {
            metrics.forward("held-back");
            throw new PeerUnavailableException("the peer has just refused such a request; try again", false, null);
        }
        ForwardResponse answer;
        try {
            answer = peer.forward(request);
        } catch (PeerUnavailableException e) {
            breaker.refused();
            metrics.forward("failed");
            throw e;
        }
        if (answer.status() == UNAVAILABLE) {
            breaker.refused();
        } else {
            breaker.served();
        }
        return answer;
    }

    private void passBack(Context ctx, ForwardResponse answer) {
        metrics.forward("answered");
        ctx.attribute(Metrics.OUTCOME, "forwarded-" + answer.status());
        answer.headers().forEach(ctx::header);
        ctx.status(answer.status()).result(answer.body());
    }

    private static ForwardRequest request(Context ctx, byte[] body, Optional<String> idempotencyKey) {
        String query = ctx.req().getQueryString();
        String path = ctx.req().getRequestURI();
        String target = query == null ? path : path + "?" + query;
        String method = ctx.req().getMethod();
        return "PUT".equals(method)
                ? new ForwardRequest(method, target, body, ObjectRequests.contentType(ctx), idempotencyKey)
                : new ForwardRequest(method, target, body, idempotencyKey);
    }
}
