/**
 * The lab's clients: {@link dev.drlab.workload.TrafficClient} writes and reads through the front door all the time and
 * records what became of each request, so that availability, recovery time and lost writes are measured from outside.
 *
 * <p>Clock: times are {@link System#nanoTime()} of this JVM, in which durations are computed; instants are
 * those of the run's {@link dev.drlab.contract.host.MonotonicClock}, so they never jump.
 */
package dev.drlab.workload;
