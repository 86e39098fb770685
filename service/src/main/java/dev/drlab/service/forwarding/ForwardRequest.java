package dev.drlab.service.forwarding;

import java.util.Optional;

/**
 * A request as it is passed on to the peer. The body must not be changed by the receiver.
 *
 * @param method GET, POST or PUT
 * @param target path and query, as received
 * @param body empty for GET
 * @param contentType of the body
 * @param idempotencyKey present for every POST and PUT
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForwardRequest(
        String method, String target, byte[] body, String contentType, Optional<String> idempotencyKey) {
    private static final String JSON = "application/json";

    /** A request whose body, if it has one, is JSON. */
    public ForwardRequest(String method, String target, byte[] body, Optional<String> idempotencyKey) {
        this(method, target, body, JSON, idempotencyKey);
    }
}
