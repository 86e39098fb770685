package dev.drlab.cli.lab;

import dev.drlab.cli.lab.bench.BenchCommand;
import dev.drlab.console.CommandGroup;
import dev.drlab.lab.LabVersion;
import java.util.List;

/** The lab's own. */
public final class LabCommands implements CommandGroup {
    /** For {@link java.util.ServiceLoader}. */
    public LabCommands() {}

    @Override
    public List<Class<?>> commands() {
        return List.of(
                RehearseCommand.class,
                SoakCommand.class,
                BenchCommand.class,
                UpCommand.class,
                StatusCommand.class,
                ActivateCommand.class,
                ReprotectCommand.class,
                KillCommand.class,
                RestoreCommand.class);
    }

    @Override
    public String version() {
        return "PostgreSQL " + LabVersion.postgres();
    }
}
