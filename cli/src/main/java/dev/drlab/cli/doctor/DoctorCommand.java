package dev.drlab.cli.doctor;

import dev.drlab.cli.version.FullDistribution;
import dev.drlab.cli.version.Origin;
import dev.drlab.console.ExitCode;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.doctor.CloudProbes;
import dev.drlab.doctor.DeploymentProbes;
import dev.drlab.doctor.Diagnosis;
import dev.drlab.doctor.Examination;
import dev.drlab.doctor.MachineProbes;
import dev.drlab.doctor.Observation;
import dev.drlab.doctor.Probe;
import dev.drlab.doctor.ProbeGroup;
import dev.drlab.doctor.Programs;
import dev.drlab.doctor.Purpose;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at this machine. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what drlab needs that is here, what is missing, what that costs, and the command that mends it.",
            "Calls nothing outside of this machine but the places that the AWS tools take credentials from."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is missing for the purposes",
            "1:something is, or could not be looked at",
            "2:could not run"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Option(
            names = "--for",
            paramLabel = "PURPOSE",
            split = ",",
            description = {
                "what drlab is to be used for: lab, aws, deploy; several with commas between them",
                "(default: lab, where this distribution has one, else aws)"
            })
    private Set<Purpose> purposes = Set.of();

    @Option(names = "--json", description = "print everything as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<ProbeGroup> parts = ServiceLoader.load(ProbeGroup.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Set<Purpose> asked = !purposes.isEmpty() ? purposes : Set.of(parts.isEmpty() ? Purpose.AWS : Purpose.LAB);
        Diagnosis diagnosis = new Diagnosis(asked, new Examination(LIMIT).of(probes(parts)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(diagnosis
                    .json()
                    .put("version", DrlabVersion.text())
                    .put("origin", Origin.ofThisBuild().text())
                    .toPrettyString());
        } else {
            out.println(
                    "drlab " + DrlabVersion.text() + ", " + Origin.ofThisBuild().text());
            out.println();
            out.print(diagnosis.text());
        }
        out.flush();
        return diagnosis.complete() ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }

    private static List<Probe> probes(List<ProbeGroup> parts) {
        Map<String, String> environment = System.getenv();
        Programs programs = Programs.of(environment);
        List<Probe> probes = new ArrayList<>(MachineProbes.all());
        parts.forEach(part -> probes.addAll(part.probes()));
        if (parts.isEmpty()) {
            probes.add(new Probe("lab", Purpose.LAB, DoctorCommand::withoutLab));
        }
        probes.addAll(
                CloudProbes.all(environment, programs, Origin.ofThisBuild().day()));
        Path home = Path.of(System.getProperty("drlab.home", "")).toAbsolutePath();
        probes.addAll(new DeploymentProbes(programs, home).all());
        return probes;
    }

    private static Observation withoutLab() {
        return Observation.missing(
                "this distribution has none",
                "nothing can be rehearsed on this machine",
                "unpack " + FullDistribution.name() + " in place of this one");
    }
}
