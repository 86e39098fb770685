package dev.drlab.service;

import java.util.Optional;

/**
 * A request as it is passed on to the peer. The body must not be changed by the receiver.
 *
 * @param method GET or POST
 * @param target path and query, as received
 * @param body empty for GET
 * @param idempotencyKey present for every POST
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ForwardRequest(String method, String target, byte[] body, Optional<String> idempotencyKey) {}
