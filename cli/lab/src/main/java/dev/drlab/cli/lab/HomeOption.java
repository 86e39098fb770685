package dev.drlab.cli.lab;

import dev.drlab.console.RunningLab;
import dev.drlab.console.execution.Place;
import dev.drlab.lab.remote.LabRemote;
import java.nio.file.Path;
import java.util.List;
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

    Place place() {
        boolean usual = home.equals(Path.of(RunningLab.DEFAULT_HOME));
        return new Place("", usual ? List.of() : List.of("--home", home.toString()));
    }
}
