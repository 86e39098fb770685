package dev.drlab.service;

import dev.drlab.service.StoreException.Outcome;
import java.util.Optional;

/** Ends a request with an error answer. Has no stack trace: a region that refuses everybody must do so cheaply. */
final class ApiException extends Exception {
    private final int status;
    private final transient Optional<Outcome> outcome;

    private ApiException(int status, String message, Optional<Outcome> outcome) {
        super(message, null, false, false);
        this.status = status;
        this.outcome = outcome;
    }

    /** The request is wrong; {@code status} is 400 to 501. */
    static ApiException rejected(int status, String message) {
        return new ApiException(status, message, Optional.empty());
    }

    /** 503: this read cannot be served now. */
    static ApiException unavailable(String message) {
        return new ApiException(503, message, Optional.empty());
    }

    /** 503: this write cannot be acknowledged. */
    static ApiException unavailable(String message, Outcome outcome) {
        return new ApiException(503, message, Optional.of(outcome));
    }

    int status() {
        return status;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }
}
