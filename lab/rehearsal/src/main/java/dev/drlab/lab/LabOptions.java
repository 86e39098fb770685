package dev.drlab.lab;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.balancer.ClientLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a lab is set up.
 *
 * @param home the lab's data; created when absent, one lab at a time
 * @param frontDoorPort port of the front door on 127.0.0.1; 0 takes a free one
 * @param wanLatency one-way latency of each link between the regions; 0 to 10 s
 * @param promoteDelay added to a promotion, as RDS's reboot would add it; 0 to 1 h
 * @param healthInterval time between two probes of a health check; 100 ms to 1 min
 * @param healthThreshold probes in a row that change a health check's mind; 1 to 10
 * @param ttl how long a client keeps a DNS answer; 0 to 1 h
 * @param clockOffset how far the time of day of the secondary's service and agent is ahead; -1 h to 1 h. The databases
 *     and the state machines' runner have the machine's clock
 * @param clientLimits how long the regions' balancers keep a client's connection
 */
public record LabOptions(
        Path home,
        int frontDoorPort,
        Duration wanLatency,
        Duration promoteDelay,
        Duration healthInterval,
        int healthThreshold,
        Duration ttl,
        Duration clockOffset,
        ClientLimits clientLimits) {
    private static final Duration NONE = Duration.ZERO;

    /** @throws LabException naming the option that is out of range */
    public LabOptions {
        Objects.requireNonNull(home, "home");
        require(frontDoorPort >= 0 && frontDoorPort <= 65535, "--port", frontDoorPort, "0 to 65535");
        require(within(wanLatency, NONE, Duration.ofSeconds(10)), "--wan-latency", wanLatency, "0 s to 10 s");
        require(within(promoteDelay, NONE, Duration.ofHours(1)), "--promote-delay", promoteDelay, "0 s to 1 h");
        require(
                within(healthInterval, Duration.ofMillis(100), Duration.ofMinutes(1)),
                "--health-interval",
                healthInterval,
                "100 ms to 1 min");
        require(healthThreshold >= 1 && healthThreshold <= 10, "--health-threshold", healthThreshold, "1 to 10");
        require(within(ttl, NONE, Duration.ofHours(1)), "--ttl", ttl, "0 s to 1 h");
        Duration hour = Duration.ofHours(1);
        require(within(clockOffset, hour.negated(), hour), "clockOffset", clockOffset, "-1 h to 1 h");
        Objects.requireNonNull(clientLimits, "clientLimits");
    }

    /** Clocks that are right, and balancers as the stacks set them. */
    public LabOptions(
            Path home,
            int frontDoorPort,
            Duration wanLatency,
            Duration promoteDelay,
            Duration healthInterval,
            int healthThreshold,
            Duration ttl) {
        this(
                home,
                frontDoorPort,
                wanLatency,
                promoteDelay,
                healthInterval,
                healthThreshold,
                ttl,
                NONE,
                ClientLimits.DEPLOYED);
    }

    /** The same, with the secondary's clock ahead by {@code offset}, or behind when that is negative. */
    public LabOptions withClockOffset(Duration offset) {
        return with(wanLatency, offset, clientLimits);
    }

    /** The same with {@code latency} one way between the regions, 0 to 10 s. */
    public LabOptions withWanLatency(Duration latency) {
        return with(latency, clockOffset, clientLimits);
    }

    /** The same with balancers that keep clients' connections so long. */
    public LabOptions withClientLimits(ClientLimits limits) {
        return with(wanLatency, clockOffset, limits);
    }

    private LabOptions with(Duration latency, Duration offset, ClientLimits limits) {
        return new LabOptions(
                home, frontDoorPort, latency, promoteDelay, healthInterval, healthThreshold, ttl, offset, limits);
    }

    /** No added latency or delay, probes every second with a threshold of 3, a TTL of 1 s, any free port. */
    public static LabOptions defaults(Path home) {
        return new LabOptions(home, 0, NONE, NONE, Duration.ofSeconds(1), 3, Duration.ofSeconds(1));
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /**
     * Checks an option of the lab or of what is run in it.
     *
     * @param range what it must be, for the message
     * @throws LabException naming option, value and range unless {@code holds}
     */
    public static void require(boolean holds, String option, Object value, String range) {
        if (!holds) {
            throw new LabException(option + " is " + value + "; it must be " + range);
        }
    }
}
