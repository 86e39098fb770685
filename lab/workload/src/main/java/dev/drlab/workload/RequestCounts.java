package dev.drlab.workload;

/**
 * Requests that fell due, and how many of them failed.
 *
 * @param writes writes, those that could not be sent included
 * @param writesFailed of those, not acknowledged: refused, unanswered or not sent
 * @param reads reads, those that could not be sent included
 * @param readsFailed of those, not answered with a row or its absence
 * @param notSent of both, those that were not sent because too many were under way; each is among the failed
 */
public record RequestCounts(long writes, long writesFailed, long reads, long readsFailed, long notSent) {
    /** Of both kinds. */
    public long requests() {
        return writes + reads;
    }

    /** Of both kinds. */
    public long failed() {
        return writesFailed + readsFailed;
    }
}
