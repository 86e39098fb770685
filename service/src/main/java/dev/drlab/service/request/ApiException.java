package dev.drlab.service.request;

import dev.drlab.service.request.StoreException.Outcome;
import java.util.Optional;

/** Ends a request with an error answer. Has no stack trace: a region that refuses everybody must do so cheaply. */
public final class ApiException extends Exception {
    private final int status;
    private final transient Optional<Outcome> outcome;

    private ApiException(int status, String message, Optional<Outcome> outcome) {
        super(message, null, false, false);
        this.status = status;
        this.outcome = outcome;
    }

    /** The request is wrong; {@code status} is 400 to 501. */
    public static ApiException rejected(int status, String message) {
        return new ApiException(status, message, Optional.empty());
    }

    /** 503: this read cannot be served now. */
    public static ApiException unavailable(String message) {
        return new ApiException(503, message, Optional.empty());
    }

    /** 503: this write cannot be acknowledged. */
    public static ApiException unavailable(String message, Outcome outcome) {
        return new ApiException(503, message, Optional.of(outcome));
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The outcome of a write, where there was one. */
    public Optional<Outcome> outcome() {
        return outcome;
    }
}
