package dev.drlab.service.forwarding;

import java.util.Map;

/**
 * The peer's answer.
 *
 * @param status the HTTP status
 * @param body as received; must not be changed
 * @param headers those that are passed back to the client
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForwardResponse(int status, byte[] body, Map<String, String> headers) {}
