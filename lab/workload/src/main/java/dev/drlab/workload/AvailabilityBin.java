package dev.drlab.workload;

import java.time.Instant;

/**
 * The attempts that ended within {@value #MILLIS} milliseconds.
 *
 * @param from the bin's start
 * @param writesOk writes that succeeded
 * @param writesFailed writes that failed
 * @param readsOk reads that succeeded
 * @param readsFailed reads that failed
 */
public record AvailabilityBin(Instant from, int writesOk, int writesFailed, int readsOk, int readsFailed) {
    /** A bin's width in milliseconds. */
    public static final long MILLIS = 100;
}
