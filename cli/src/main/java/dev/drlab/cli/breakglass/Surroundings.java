package dev.drlab.cli.breakglass;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a command meets outside of itself.
 *
 * @param cloud where regions are
 * @param terminal where a person may be asked
 * @param clock tells when an execution starts
 * @param random tells executions of the same second apart
 * @param journals where journals are made when none is named
 */
record Surroundings(Cloud cloud, Terminal terminal, InstantSource clock, RandomGenerator random, Path journals) {
    /** Refuses nulls. */
    Surroundings {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(journals, "journals");
    }

    /** AWS, this process's terminal, and the directory that it was started in. */
    static Surroundings real() {
        return new Surroundings(
                new AwsCloud(),
                new SystemTerminal(),
                InstantSource.system(),
                new SecureRandom(),
                Path.of(".drlab", "break-glass"));
    }
}
