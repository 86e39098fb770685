package dev.drlab.cli.drill;

import dev.drlab.cli.breakglass.SystemTerminal;
import dev.drlab.cli.breakglass.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a drill meets outside of itself.
 *
 * @param cloud the regions, by the project's name
 * @param terminal where a person may be asked
 * @param clock this machine's
 * @param pace how long it waits
 * @param faults where what regions had before a fault is found without the drill's directory
 */
record Surroundings(
        Function<String, DrillCloud> cloud, Terminal terminal, InstantSource clock, Pace pace, Path faults) {
    /** Refuses nulls. */
    Surroundings {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(faults, "faults");
    }

    /** AWS, this process's terminal and clock. */
    static Surroundings real() {
        return new Surroundings(
                AwsDrillCloud::new,
                new SystemTerminal(),
                InstantSource.system(),
                Pace.real(),
                Path.of(".drlab", "faults"));
    }
}
