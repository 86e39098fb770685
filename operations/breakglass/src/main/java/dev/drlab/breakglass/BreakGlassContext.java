package dev.drlab.breakglass;

import dev.drlab.console.SystemTerminal;
import dev.drlab.console.Terminal;
import dev.drlab.region.AwsCloud;
import dev.drlab.region.Cloud;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The environment of a command.
 *
 * @param cloud where regions are
 * @param terminal where a person may be asked
 * @param clock tells when an execution starts
 * @param random tells executions of the same second apart
 * @param journals where journals are made when none is named
 */
public record BreakGlassContext(
        Cloud cloud, Terminal terminal, InstantSource clock, RandomGenerator random, Path journals) {
    /** @throws NullPointerException if a component is null */
    public BreakGlassContext {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(journals, "journals");
    }

    /** AWS, this process's terminal, and the directory that it was started in. */
    public static BreakGlassContext real() {
        return new BreakGlassContext(
                new AwsCloud(),
                new SystemTerminal(),
                InstantSource.system(),
                new SecureRandom(),
                Path.of(".drlab", "break-glass"));
    }
}
