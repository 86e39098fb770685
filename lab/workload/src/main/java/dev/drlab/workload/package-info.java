/**
 * The lab's clients: {@link dev.drlab.workload.TrafficClient} writes and reads through the front door all the time and
 * records what became of each request, so that availability, recovery time and lost writes are measured from outside.
 *
 * <p>Clock: times are {@link System#nanoTime()} of this JVM, in which durations are computed; wall-clock instants are
 * derived from it by one reading of both clocks at the start, so they never jump.
 */
package dev.drlab.workload;
