package dev.drlab.lab.scenario.run;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.workload.account.ServiceTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a rehearsal is run.
 *
 * @param lab the lab it runs in
 * @param traffic what the clients and the verifier send
 * @param duration steady traffic before the fault or the switchover; 1 s to 1 h
 * @param rpoTarget most that may be lost
 * @param rtoTarget longest time until the service is fully back
 * @param serviceTargets what the clients may be asked to bear in each part of the run
 * @param reportDirectory where {@code <start>-<scenario>/} is made
 * @param keepLab leave the lab's data beside the report
 * @param command the command line that repeats the rehearsal, for the report
 */
public record RehearsalOptions(
        LabOptions lab,
        TrafficOptions traffic,
        Duration duration,
        Duration rpoTarget,
        Duration rtoTarget,
        ServiceTargets serviceTargets,
        Path reportDirectory,
        boolean keepLab,
        String command) {
    /** In place of a scenario's name: the series of every scenario. */
    public static final String ALL = "all";

    /** With connections that are kept as long as they last, and the usual targets for gaps and failures. */
    public RehearsalOptions(
            LabOptions lab,
            int writesPerSecond,
            int canariesPerSecond,
            Duration duration,
            Duration rpoTarget,
            Duration rtoTarget,
            Path reportDirectory,
            boolean keepLab,
            String command) {
        this(
                lab,
                TrafficOptions.of(writesPerSecond, canariesPerSecond),
                duration,
                rpoTarget,
                rtoTarget,
                ServiceTargets.usual(),
                reportDirectory,
                keepLab,
                command);
    }

    /** @throws LabException naming the option that is out of range */
    public RehearsalOptions {
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(traffic, "traffic");
        Objects.requireNonNull(serviceTargets, "serviceTargets");
        Objects.requireNonNull(reportDirectory, "reportDirectory");
        Objects.requireNonNull(command, "command");
        LabOptions.require(
                duration.toMillis() >= 1000 && duration.compareTo(Duration.ofHours(1)) <= 0,
                "--duration",
                duration,
                "1 s to 1 h");
        LabOptions.require(!rpoTarget.isNegative(), "--target-rpo", rpoTarget, "0 s or more");
        LabOptions.require(!rtoTarget.isNegative(), "--target-rto", rtoTarget, "0 s or more");
    }

    /** Writes through the front door, a second. */
    public int writesPerSecond() {
        return traffic.writesPerSecond();
    }

    /** Canary rows, a second. */
    public int canariesPerSecond() {
        return traffic.canariesPerSecond();
    }

    /** The same, with reports in another directory. */
    public RehearsalOptions reportingTo(Path directory) {
        return new RehearsalOptions(
                lab, traffic, duration, rpoTarget, rtoTarget, serviceTargets, directory, keepLab, command);
    }

    /** Those of one scenario of a series: the command line repeats it alone. */
    public RehearsalOptions of(Scenario scenario) {
        return new RehearsalOptions(
                lab,
                traffic,
                duration,
                rpoTarget,
                rtoTarget,
                serviceTargets,
                reportDirectory,
                keepLab,
                command.replace("rehearse " + ALL, "rehearse " + scenario.title()));
    }
}
