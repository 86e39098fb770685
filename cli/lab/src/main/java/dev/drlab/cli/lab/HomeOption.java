package dev.drlab.cli.lab;

import dev.drlab.console.RunningLab;
import dev.drlab.lab.remote.LabRemote;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which running lab a command acts on. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = RunningLab.DEFAULT_HOME,
            description = "the data of the lab to act on (default: ${DEFAULT-VALUE})")
    private Path home;

    LabRemote lab() {
        return new LabRemote(home.toAbsolutePath().normalize());
    }
}
