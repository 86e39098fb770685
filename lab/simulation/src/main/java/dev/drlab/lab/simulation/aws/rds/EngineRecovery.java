package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.lab.simulation.LabException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts the engine of an instance that ended without being told to, on the storage that it had. RDS does the same: an
 * instance that fails its health checks is recovered and restarted without anybody's request (AWS re:Post, knowledge
 * center, "Why did my Amazon RDS DB instance restart, recover, or failover?"). Simulated: the delay; on RDS noticing,
 * replacing the host and recovering take minutes, and no page promises how many. Safe for use by several threads.
 */
final class EngineRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(EngineRecovery.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String region;
    private final Duration delay;
    private final Supplier<Collection<LabDbInstance>> instances;
    private volatile boolean hostsLost;

    /**
     * For all instances of a region.
     *
     * @param delay how long an engine is down before it is started again; zero or more
     */
    EngineRecovery(String region, Duration delay, Supplier<Collection<LabDbInstance>> instances) {
        this.region = Objects.requireNonNull(region, "region");
        this.delay = Objects.requireNonNull(delay, "delay");
        this.instances = Objects.requireNonNull(instances, "instances");
    }

    /** Looks after the engines from now on, until {@code scheduler} is shut down. */
    void watch(ScheduledExecutorService scheduler) {
        scheduler.scheduleWithFixedDelay(this::tick, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        for (LabDbInstance instance : instances.get()) {
            if (!hostsLost && instance.beginRecovery(System.nanoTime(), delay)) {
                boolean recovered = false;
                try {
                    start(instance);
                    recovered = true;
                } catch (RuntimeException e) { // the next try, or the state failed, follows from it
                    LOG.warn("RDS in {}: {}", region, e.getMessage());
                } finally {
                    instance.recoveryEnded(recovered);
                }
            }
        }
    }

    /** The hosts are gone with their region: nothing is started on them until {@link #restoreHosts}. */
    void loseHosts() {
        hostsLost = true;
    }

    /** The hosts are back; their engines are started on the usual terms. */
    void restoreHosts() {
        hostsLost = false;
    }

    /**
     * Starts every engine that is down, now, also where recovery was given up.
     *
     * @return whether any was
     * @throws LabException when one does not start; it is tried again on the usual terms
     */
    boolean recoverNow() {
        boolean any = false;
        for (LabDbInstance instance : instances.get()) {
            if (instance.isRecoverable(true)) {
                any |= start(instance);
                instance.recoveryEnded(true);
            }
        }
        return any;
    }

    /**
     * Starts an instance's engine unless it runs.
     *
     * @return whether it was down
     * @throws LabException when it does not start, or its host is lost
     */
    boolean start(LabDbInstance instance) {
        requireHost(instance);
        boolean started = instance.server().startIfDown();
        if (hostsLost) { // lost meanwhile: whoever lost it may have looked before the process was there
            instance.server().kill();
            requireHost(instance);
        }
        return started;
    }

    private void requireHost(LabDbInstance instance) {
        if (hostsLost) {
            throw new LabException(
                    "the database " + instance.identifier() + " was not started: its host in " + region + " is lost");
        }
    }
}
