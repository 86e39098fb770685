package dev.drlab.verifier.measure;

import java.time.Instant;

/**
 * One point of the series for a chart.
 *
 * @param at when it was taken
 * @param lagMillis the longest lag among the canaries first seen on the replica since the previous point; -1 if none was
 * @param exposureSeconds age of the oldest acknowledged canary that the replica did not have; 0 if it had all
 */
public record CanarySample(Instant at, double lagMillis, double exposureSeconds) {}
