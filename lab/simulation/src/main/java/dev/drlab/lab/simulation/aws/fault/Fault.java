package dev.drlab.lab.simulation.aws.fault;

/** How an injected fault shows itself to the caller. */
public enum Fault {
    /** Refused with HTTP 400 and {@code Rate exceeded}; nothing happened. */
    THROTTLED,
    /** Refused with HTTP 500 {@code InternalFailure}; nothing happened. */
    SERVER_ERROR,
    /** Refused with HTTP 400 and the service's own error for a resource in no state for that; nothing happened. */
    REFUSED,
    /** The call took effect, but its answer was lost: the caller sees a timeout. */
    ANSWER_LOST,
    /** The call never arrived: the caller sees the same timeout as with {@link #ANSWER_LOST}. */
    REQUEST_LOST
}
