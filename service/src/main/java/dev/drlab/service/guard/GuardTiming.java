package dev.drlab.service.guard;

import dev.drlab.contract.environment.Variables;
import java.util.ArrayList;
import java.util.List;

/**
 * Intervals of the guard's reads, and how long it trusts each; all in milliseconds.
 *
 * @param pollMillis between two reads of each of: the own record, the peer's record, the database
 * @param leaseMillis how long a successful read of the own record carries the right to write, counted from its start
 * @param confirmMillis how often an active task notes in its own record that it is
 * @param coldStartMillis how old that note may be for a task to start writing without having seen the peer's record
 */
public record GuardTiming(long pollMillis, long leaseMillis, long confirmMillis, long coldStartMillis) {
    /** @throws IllegalArgumentException if the four do not go together; the message says which and why */
    public GuardTiming {
        List<String> problems = problems(pollMillis, leaseMillis, confirmMillis, coldStartMillis);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The fault of these four together; empty when there is none. */
    public static List<String> problems(long pollMillis, long leaseMillis, long confirmMillis, long coldStartMillis) {
        List<String> problems = new ArrayList<>();
        if (pollMillis < 1) {
            problems.add(Variables.POLL_MILLIS + " must be 1 or more, got " + pollMillis);
        }
        if (leaseMillis <= 2 * pollMillis) {
            problems.add(Variables.LEASE_MILLIS + " (" + leaseMillis + ") must be more than two polls ("
                    + Variables.POLL_MILLIS + " is " + pollMillis + "), or one slow read would stop the writer");
        }
        // confirmed by a read of the own record and read by another one: each may come a poll late
        if (Math.max(pollMillis, confirmMillis) + pollMillis >= coldStartMillis) {
            problems.add(Variables.COLD_START_MILLIS + " (" + coldStartMillis + ") must be more than the longer of "
                    + Variables.CONFIRM_MILLIS + " (" + confirmMillis + ") and " + Variables.POLL_MILLIS + " ("
                    + pollMillis
                    + ") and one more poll, or a live region looks like a cold one");
        }
        return problems;
    }
}
