package dev.drlab.lab.simulation.aws.ecs;

import dev.drlab.lab.simulation.process.ManagedProcess;

/** One task of a service: its process, its port, and how its last health check ended. */
final class LabTask {
    private final ManagedProcess process;
    private final int port;
    private volatile boolean everHealthy;
    private volatile boolean healthy;
    private volatile boolean beingChecked;
    private volatile long nextCheckNanos = System.nanoTime();

    LabTask(ManagedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    ManagedProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    boolean isRunning() {
        return healthy && process.isAlive();
    }

    boolean wasEverHealthy() {
        return everHealthy;
    }

    /** Whether a check is due now; if so, counts it as begun. Called by one thread. */
    boolean beginCheck(long nowNanos) {
        if (beingChecked || nowNanos - nextCheckNanos < 0) {
            return false;
        }
        beingChecked = true;
        return true;
    }

    void checked(boolean answered, long nextCheckAtNanos) {
        healthy = answered;
        everHealthy |= answered;
        nextCheckNanos = nextCheckAtNanos;
        beingChecked = false;
    }
}
