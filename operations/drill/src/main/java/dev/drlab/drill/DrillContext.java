package dev.drlab.drill;

import dev.drlab.console.Progress;
import dev.drlab.console.SystemTerminal;
import dev.drlab.console.Terminal;
import dev.drlab.drill.aws.AwsDrillCloud;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.move.DrillWaits;
import dev.drlab.drill.move.Watcher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;

/**
 * The environment of a drill.
 *
 * @param cloud the regions, by the project's name
 * @param terminal where a person may be asked
 * @param clock this machine's wall clock; what is measured is by a {@link dev.drlab.contract.host.MonotonicClock}
 * @param waits how long it waits
 * @param faults where what regions had before a fault is found without the drill's directory
 */
public record DrillContext(
        Function<String, DrillCloud> cloud, Terminal terminal, InstantSource clock, DrillWaits waits, Path faults) {
    /** @throws NullPointerException if a component is null */
    public DrillContext {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(waits, "waits");
        Objects.requireNonNull(faults, "faults");
    }

    /** Follows executions, read as often as it says; their times are told by {@code clock}. */
    Watcher watcher(Executions executions, Progress progress, InstantSource clock) {
        return new Watcher(executions, progress, clock, waits.poll());
    }

    /** AWS, this process's terminal and clock. */
    public static DrillContext real() {
        return new DrillContext(
                AwsDrillCloud::new,
                new SystemTerminal(),
                InstantSource.system(),
                DrillWaits.real(),
                Path.of(".drlab", "faults"));
    }
}
