package dev.drlab.cli.lab;

import dev.drlab.cli.option.DurationConverter;
import dev.drlab.console.RunningLab;
import dev.drlab.lab.LabOptions;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that describe a lab, shared by the commands that start one. */
final class LabSettings {
    @Option(
            names = "--wan-latency",
            paramLabel = "TIME",
            defaultValue = "0ms",
            converter = DurationConverter.class,
            description = "one-way latency between the regions, such as 50ms (default: ${DEFAULT-VALUE})")
    private Duration wanLatency;

    @Option(
            names = "--promote-delay",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "added to a promotion, as RDS's reboot would add it (default: ${DEFAULT-VALUE})")
    private Duration promoteDelay;

    @Option(
            names = "--health-interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "time between health checks; Route 53 has 10s and 30s (default: ${DEFAULT-VALUE})")
    private Duration healthInterval;

    @Option(
            names = "--health-threshold",
            paramLabel = "N",
            defaultValue = "3",
            description = "checks in a row that change the health (default: ${DEFAULT-VALUE})")
    private int healthThreshold;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "how long a client keeps a DNS answer (default: ${DEFAULT-VALUE})")
    private Duration ttl;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "port of the front door on 127.0.0.1 (default: any free port)")
    private int port;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = RunningLab.DEFAULT_HOME,
            description = {"the lab's data; one lab at a time", "(default: ${DEFAULT-VALUE})"})
    private Path home;

    LabOptions options() {
        return new LabOptions(
                home.toAbsolutePath().normalize(),
                port,
                wanLatency,
                promoteDelay,
                healthInterval,
                healthThreshold,
                ttl);
    }
}
