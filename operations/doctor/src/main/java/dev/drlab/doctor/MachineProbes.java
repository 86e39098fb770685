package dev.drlab.doctor;

import java.util.List;
import java.util.Optional;

/** The needs of every command. */
public final class MachineProbes {
    private static final int OLDEST_JAVA = 17;

    private MachineProbes() {}

    /** Of this JVM and this machine. */
    public static List<Probe> all() {
        return List.of(
                new Probe(
                        "java",
                        Purpose.ANY,
                        () -> java(
                                Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home"))),
                new Probe(
                        "class-data-archive",
                        Purpose.ANY,
                        () -> archive(Optional.ofNullable(System.getProperty("drlab.cds")))),
                new Probe(
                        "processors",
                        Purpose.LAB,
                        () -> processors(Runtime.getRuntime().availableProcessors())),
                new Probe("kernel", Purpose.LAB, () -> KernelCosts.measure().observation()));
    }

    static Observation java(Runtime.Version version, String vendor, String home) {
        String found = version + " (" + vendor + "), " + home;
        return version.feature() >= OLDEST_JAVA
                ? Observation.ok(found)
                : Observation.missing(
                        found,
                        "drlab does not start: it needs version " + OLDEST_JAVA + " or newer",
                        "apt-get install openjdk-17-jre-headless, or set JAVA_HOME to a newer one");
    }

    /** The launcher names the archive that it gave the JVM. */
    static Observation archive(Optional<String> file) {
        return file.map(Observation::ok)
                .orElseGet(() -> Observation.warning(
                        "none",
                        "every command, and every task of a lab, takes about twice as long to start",
                        "start drlab once as a user who can write beside it or in ~/.cache"));
    }

    static Observation processors(int count) {
        return count > 1
                ? Observation.ok(String.valueOf(count))
                : Observation.warning(
                        String.valueOf(count),
                        "a rehearsal's seconds are those of the waiting for a processor: both regions and their clients"
                                + " share it",
                        "give this machine, or its container, two processors or more");
    }
}
