package dev.drlab.service.http;

import java.time.Duration;

/**
 * How long a client may take before it is cut off. Without bounds, clients that send or read a byte now and then would
 * hold threads and memory for as long as they like.
 *
 * @param header from the first byte of a request to the end of its headers
 * @param body from the end of the headers to the end of the body
 * @param request from the end of the headers until the answer was taken, the body's time included
 * @param linger how long a body that nobody reads any more is taken after the answer, so that its sender can read it
 * @param lingerBytes how much of it, at most
 */
public record ClientLimits(Duration header, Duration body, Duration request, Duration linger, long lingerBytes) {
    /** 2 MiB, the largest object, at 1 Mbit/s takes 17 s each way. */
    public static final ClientLimits DEFAULT = new ClientLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            64L * 1024 * 1024);

    /** @throws IllegalArgumentException when one is not above zero, or a request has no more time than its body */
    public ClientLimits {
        requirePositive("header", header);
        requirePositive("body", body);
        requirePositive("linger", linger);
        if (request.compareTo(body) <= 0) {
            throw new IllegalArgumentException("request is " + request + "; it must be longer than body, " + body);
        }
        if (lingerBytes < 1) {
            throw new IllegalArgumentException("lingerBytes is " + lingerBytes + "; it must be 1 or more");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be above zero");
        }
    }
}
