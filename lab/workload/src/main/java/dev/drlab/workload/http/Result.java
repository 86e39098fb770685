package dev.drlab.workload.http;

/** The outcome of one attempt. */
public enum Result {
    /** A write that was acknowledged (201), or a read that returned its row (200). */
    OK,
    /** A read that was answered 404: the service works, the row is not there. */
    MISSING,
    /** 503 whose body says {@code outcome: unknown}: the write may or may not have been committed. */
    OUTCOME_UNKNOWN,
    /** Any other 503: the write was not done. */
    UNAVAILABLE,
    /** Any other answer, or one that could not be understood. */
    UNEXPECTED,
    /** The connection failed; a write may or may not have been committed. */
    CONNECTION_ERROR,
    /** No answer in time; a write may or may not have been committed. */
    TIMEOUT;

    /** True if the service did what it was asked, as far as it could. */
    public boolean succeeded() {
        return this == OK || this == MISSING;
    }
}
