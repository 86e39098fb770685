package dev.drlab.verifier;

import dev.drlab.verifier.database.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The configuration of a run.
 *
 * @param primary the database that is expected to be the writer at the start
 * @param replica its standby
 * @param ledgerDirectory where the ledger's segments go; created if missing; must not be on the primary's machine in
 *     earnest use
 * @param rowsPerSecond canaries per second, 0.1 to 100,000
 * @param connections most writer connections, 1 to 64; each has at most one commit under way, and there are no more than
 *     keep the rate
 * @param retention how long a row that the replica has stays in the table, at least 1 s
 * @param minPollInterval shortest time from a canary's acknowledgement, or from the sending of a reading of the replica, to
 *     the answer to the next reading: the resolution of a small lag; at least 100 µs
 * @param maxPollInterval longest such time
 * @param sampleInterval distance of the points of the series, at least 10 ms
 * @param ledgerCopied whether rows are deleted only once {@link CanaryRun#ledgerCopied} says that a copy of the ledger has
 *     the note of it: a copy without the note would take them for lost
 * @param listener told what happens
 */
public record CanaryConfig(
        Endpoint primary,
        Endpoint replica,
        Path ledgerDirectory,
        double rowsPerSecond,
        int connections,
        Duration retention,
        Duration minPollInterval,
        Duration maxPollInterval,
        Duration sampleInterval,
        boolean ledgerCopied,
        CanaryListener listener) {
    /** Of one run to its writer: as many canaries at most are under way at a time. */
    public static final int MOST_CONNECTIONS = 64;

    /** With 160 ms from the verifier to the writer and back. */
    private static final double ROWS_PER_SECOND_OF_A_CONNECTION = 6.25;

    private static final Duration POLL_INTERVAL = Duration.ofNanos(400_000);

    /** Checks the ranges. */
    public CanaryConfig {
        Objects.requireNonNull(primary, "primary");
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(ledgerDirectory, "ledgerDirectory");
        Objects.requireNonNull(listener, "listener");
        require(
                rowsPerSecond >= 0.1 && rowsPerSecond <= 100_000,
                "the rate must be 0.1 to 100000 rows per second but is " + rowsPerSecond);
        require(
                connections >= 1 && connections <= MOST_CONNECTIONS,
                "there must be 1 to " + MOST_CONNECTIONS + " connections but are " + connections);
        require(
                retention.compareTo(Duration.ofSeconds(1)) >= 0,
                "the retention must be at least 1 s but is " + retention);
        require(
                minPollInterval.compareTo(Duration.ofNanos(100_000)) >= 0,
                "the shortest poll interval must be at least 0.1 ms but is " + minPollInterval);
        require(
                maxPollInterval.compareTo(minPollInterval) >= 0,
                "the longest poll interval must not be under the shortest but is " + maxPollInterval);
        require(
                sampleInterval.compareTo(Duration.ofMillis(10)) >= 0,
                "the sample interval must be at least 10 ms but is " + sampleInterval);
        require(
                !primary.name().equals(replica.name()),
                "the two endpoints must have different names but both are " + primary.name());
    }

    /** 100 canaries per second, kept for ten minutes, a point of the series per second. */
    public static CanaryConfig of(Endpoint primary, Endpoint replica, Path ledgerDirectory) {
        return new CanaryConfig(
                primary,
                replica,
                ledgerDirectory,
                100,
                connectionsFor(100),
                Duration.ofMinutes(10),
                POLL_INTERVAL,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                false,
                CanaryListener.NONE);
    }

    /** With this rate and as many connections as it may need. */
    public CanaryConfig withRate(double newRowsPerSecond) {
        return with(
                newRowsPerSecond, connectionsFor(newRowsPerSecond), retention, sampleInterval, ledgerCopied, listener);
    }

    /** With this many connections at most. */
    public CanaryConfig withConnections(int newConnections) {
        return with(rowsPerSecond, newConnections, retention, sampleInterval, ledgerCopied, listener);
    }

    /** With this retention. */
    public CanaryConfig withRetention(Duration newRetention) {
        return with(rowsPerSecond, connections, newRetention, sampleInterval, ledgerCopied, listener);
    }

    /** With this listener and distance of the points of the series. */
    public CanaryConfig withListener(CanaryListener newListener, Duration newSampleInterval) {
        return with(rowsPerSecond, connections, retention, newSampleInterval, ledgerCopied, newListener);
    }

    /** With rows deleted only once a copy of the ledger says so. */
    public CanaryConfig withLedgerCopied() {
        return with(rowsPerSecond, connections, retention, sampleInterval, true, listener);
    }

    private CanaryConfig with(
            double rate, int most, Duration kept, Duration sampled, boolean copied, CanaryListener told) {
        return new CanaryConfig(
                primary,
                replica,
                ledgerDirectory,
                rate,
                most,
                kept,
                minPollInterval,
                maxPollInterval,
                sampled,
                copied,
                told);
    }

    private static int connectionsFor(double rowsPerSecond) {
        return (int) Math.max(2, Math.min(16, Math.ceil(rowsPerSecond / ROWS_PER_SECOND_OF_A_CONNECTION)));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
