package dev.drlab.lab.scenario.run;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.simulation.LabException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The traffic of a rehearsal, and how the clients keep their connections.
 *
 * @param writesPerSecond writes through the front door; 1 to 2,000
 * @param canariesPerSecond canary rows, one commit each; 1 to 5,000
 * @param connectionAge age at which a client renews a connection, for which it asks DNS again; 100 ms to 1 h. Empty: it keeps
 *     each for as long as it lasts, and after a move the old region forwards what comes over it
 */
public record TrafficOptions(int writesPerSecond, int canariesPerSecond, Optional<Duration> connectionAge) {
    private static final Duration YOUNGEST = Duration.ofMillis(100);
    private static final Duration OLDEST = Duration.ofHours(1);

    /** With connections that are kept as long as they last. */
    public static TrafficOptions of(int writesPerSecond, int canariesPerSecond) {
        return new TrafficOptions(writesPerSecond, canariesPerSecond, Optional.empty());
    }

    /** @throws LabException naming the option that is out of range */
    public TrafficOptions {
        Objects.requireNonNull(connectionAge, "connectionAge");
        LabOptions.require(
                writesPerSecond >= 1 && writesPerSecond <= 2000, "--rate", writesPerSecond, "1 to 2000 writes/s");
        LabOptions.require(
                canariesPerSecond >= 1 && canariesPerSecond <= 5000,
                "--canary-rate",
                canariesPerSecond,
                "1 to 5000 rows/s");
        connectionAge.ifPresent(age -> LabOptions.require(
                age.compareTo(YOUNGEST) >= 0 && age.compareTo(OLDEST) <= 0,
                "--connection-age",
                age.toMillis() + " ms",
                "100 ms to 1 h"));
    }
}
