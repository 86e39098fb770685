package dev.drlab.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The programs that deploy the stacks. */
public final class DeploymentProbes {
    private static final String DEPLOY = "stacks/deploy does not run";

    private final Programs programs;
    private final Path home;

    /** With the place of drlab, which is a checkout of its sources or an installed archive. */
    public DeploymentProbes(Programs programs, Path home) {
        this.programs = programs;
        this.home = home;
    }

    /** In the order in which they are met. */
    public List<Probe> all() {
        return List.of(
                new Probe("sources", Purpose.DEPLOY, this::sources),
                new Probe(
                        "javac",
                        Purpose.DEPLOY,
                        () -> program("javac", "17", "apt-get install openjdk-17-jdk-headless")),
                new Probe("mvn", Purpose.DEPLOY, () -> program("mvn", "3.8", "apt-get install maven", "-B", "-v")),
                new Probe(
                        "terraform",
                        Purpose.DEPLOY,
                        () -> program(
                                "terraform", "1.10", "install it from developer.hashicorp.com/terraform", "version")),
                new Probe("node", Purpose.DEPLOY, () -> program("node", "20.9", "apt-get install nodejs npm")),
                new Probe("cdktf", Purpose.DEPLOY, this::cdktf),
                new Probe("docker", Purpose.DEPLOY, this::docker));
    }

    private Observation sources() {
        return Files.isExecutable(home.resolve("stacks/deploy"))
                ? Observation.ok(home.toString())
                : Observation.missing(
                        "not at " + home + ", which is an installed archive",
                        DEPLOY + ", and drlab cost has only --stacks",
                        "take a checkout of the sources of this version, and run its ./drlab");
    }

    private Observation program(String name, String oldest, String mend, String... arguments)
            throws InterruptedException {
        if (programs.find(name).isEmpty()) {
            return Observation.missing("not on PATH", DEPLOY, mend);
        }
        Optional<Version> version =
                programs.version(name, arguments.length == 0 ? new String[] {"--version"} : arguments);
        if (version.isEmpty()) {
            return Observation.missing("does not tell its version", DEPLOY, mend);
        }
        return version.get().compareTo(Version.parse(oldest)) >= 0
                ? Observation.ok(version.get().toString())
                : Observation.missing(version.get() + ", older than " + oldest, DEPLOY, mend);
    }

    private Observation cdktf() {
        return Files.isExecutable(home.resolve("node_modules/.bin/cdktf"))
                ? Observation.ok("in node_modules")
                : Observation.warning(
                        "not in node_modules",
                        "single stacks cannot be planned or deployed (npx cdktf); stacks/deploy can",
                        "npm ci, in the sources");
    }

    private Observation docker() throws InterruptedException {
        String cost = "images cannot be built: stacks/deploy ends before the services";
        if (programs.find("docker").isEmpty()) {
            return Observation.missing("not on PATH", cost, "apt-get install docker.io");
        }
        Optional<Version> engine = programs.version("docker", "version", "--format", "{{.Server.Version}}");
        if (engine.isEmpty()) {
            return Observation.missing("no engine answers", cost, "systemctl start docker");
        }
        return programs.output("docker", "buildx", "version").isPresent()
                ? Observation.ok("engine " + engine.get())
                : Observation.missing(
                        "engine " + engine.get() + " without buildx", cost, "apt-get install docker-buildx-plugin");
    }
}
