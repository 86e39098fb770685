package dev.drlab.lab.soak;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.simulation.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a soak is run.
 *
 * @param lab the lab it runs in
 * @param writesPerSecond writes through the front door; 1 to 500
 * @param canariesPerSecond canary rows, one commit each; 1 to 500
 * @param foreignPerSecond transactions of a foreign application, pgbench through PgBouncer; 0 for none, to 500
 * @param duration how long new rounds are begun; 1 s to 12 h
 * @param seed decides what is done in which order; how things turn out is up to the machine
 * @param reportDirectory where {@code <start>-soak/} is made
 * @param command the command line that repeats the soak, for the report
 */
public record SoakOptions(
        LabOptions lab,
        int writesPerSecond,
        int canariesPerSecond,
        int foreignPerSecond,
        Duration duration,
        long seed,
        Path reportDirectory,
        String command) {
    private static final int MOST_PER_SECOND = 500;
    private static final Duration LONGEST = Duration.ofHours(12);

    /** @throws LabException naming the option that is out of range */
    public SoakOptions {
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(reportDirectory, "reportDirectory");
        Objects.requireNonNull(command, "command");
        requireRate("--rate", writesPerSecond);
        requireRate("--canary-rate", canariesPerSecond);
        if (foreignPerSecond != 0) {
            requireRate("--foreign-rate", foreignPerSecond);
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new LabException(
                    "--minutes is " + duration.toSeconds() / 60.0 + "; it must be 1 to " + LONGEST.toMinutes());
        }
    }

    private static void requireRate(String option, int perSecond) {
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new LabException(
                    option + " is " + perSecond + "; it must be 1 to " + MOST_PER_SECOND + " per second");
        }
    }
}
