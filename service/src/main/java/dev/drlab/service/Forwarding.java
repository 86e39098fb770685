package dev.drlab.service;

import dev.drlab.service.StoreException.Outcome;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** One hop to the active region, never two. */
final class Forwarding {
    private final PeerService peer;
    private final String peerRegion;
    private final ForwardSignature signature;
    private final InstantSource wall;
    private final Metrics metrics;

    Forwarding(PeerService peer, String peerRegion, ForwardSignature signature, InstantSource wall, Metrics metrics) {
        this.peer = peer;
        this.peerRegion = peerRegion;
        this.signature = signature;
        this.wall = wall;
        this.metrics = metrics;
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
        Optional<String> problem =
                signature.problem(request(ctx, body, idempotencyKey), timestamp, given, wall.instant());
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
            passBack(ctx, peer.forward(request(ctx, new byte[0], Optional.empty())));
        } catch (PeerUnavailableException e) {
            metrics.forward("failed");
            throw ApiException.unavailable(e.getMessage());
        }
    }

    /** Answers a write with the peer's answer, or says why not. A write without a key gets one, so that it may be retried. */
    void relayWrite(Context ctx, byte[] body, Optional<String> idempotencyKey, Verdict verdict, boolean cameFromPeer)
            throws ApiException {
        refuseUnlessPeerHolds(verdict, cameFromPeer, Optional.of(Outcome.NOT_WRITTEN));
        String key = idempotencyKey.orElseGet(() -> "forward-" + UUID.randomUUID());
        try {
            passBack(ctx, peer.forward(request(ctx, body, Optional.of(key))));
        } catch (PeerUnavailableException e) {
            metrics.forward("failed");
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
