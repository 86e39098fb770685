package dev.drlab.contract.host;

import dev.drlab.contract.threads.DaemonThreads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at what the machine's processors do, and who uses them, until it is closed: figures that were measured
 * beside other work are worth less. Safe for use by several threads.
 */
public final class MachineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MachineWatch.class);

    private final CpuUse cpu = new CpuUse(ProcessHandle.current().pid());
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService readings =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drlab-machine-watch"));
    private final double loadAtStart;
    private double highestLoad;

    private MachineWatch() {
        loadAtStart = ProcFs.loadAverage();
        observe();
    }

    /** Begins. */
    public static MachineWatch start() {
        MachineWatch watch = new MachineWatch();
        ScheduledFuture<?> unused =
                watch.readings.scheduleWithFixedDelay(watch::observeQuietly, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    /** The load from the beginning until now. */
    public synchronized MachineUse soFar() {
        observe();
        return new MachineUse(
                (System.nanoTime() - startNanos) / 1e9,
                cpu.busyShare(),
                cpu.ownShare(),
                cpu.stealShare(),
                loadAtStart,
                highestLoad);
    }

    private synchronized void observe() {
        highestLoad = Math.max(highestLoad, ProcFs.loadAverage());
        cpu.observe(ProcFs.cpuTimes(), ProcFs.entries());
    }

    /** A reading that fails must not end the others. */
    private void observeQuietly() {
        try {
            observe();
        } catch (RuntimeException e) {
            LOG.debug("A reading of the machine failed", e);
        }
    }

    @Override
    public void close() {
        readings.shutdownNow();
    }
}
