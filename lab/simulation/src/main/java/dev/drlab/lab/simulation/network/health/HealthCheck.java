package dev.drlab.lab.simulation.network.health;

import dev.drlab.contract.threads.DaemonThreads;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Probes an endpoint over HTTP, for real, through whatever relay its address names: stands in for a Route 53 health
 * check. Healthy is a status from 200 to 399 in time.
 *
 * <p>Simulated: there is one checker, where Route 53 has many around the world and calls an endpoint healthy while more
 * than 18% of them do; intervals may be shorter than Route 53's 10 s; time-outs are set, not fixed. As there, a check
 * that has not probed often enough counts its endpoint as healthy, the same threshold holds both ways, and each probe is
 * a connection of its own. See
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">How
 * Amazon Route 53 determines whether a health check is healthy</a>.
 */
public final class HealthCheck implements Health, AutoCloseable {
    private final URI uri;
    private final ProbeSettings settings;
    private final HttpProbe probe;
    private final ThresholdHealth health;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * A check that does not probe before {@link #start}.
     *
     * @param name unique among the checks that are used together
     * @param uri {@code http://host:port/path}
     * @param inverted if true, it says healthy when the endpoint is unhealthy
     * @throws IllegalArgumentException if the address has another form
     */
    public HealthCheck(String name, URI uri, ProbeSettings settings, boolean inverted) {
        this.uri = uri;
        this.settings = settings;
        this.probe = new HttpProbe(uri, settings.timeoutMillis());
        this.health = new ThresholdHealth(name, settings.threshold(), inverted);
        this.thread = DaemonThreads.of("drlab-health-" + name, this::probeUntilClosed);
    }

    /** The address that is probed. */
    public URI uri() {
        return uri;
    }

    /**
     * Begins to probe.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    public void start() {
        thread.start();
    }

    @Override
    public String name() {
        return health.name();
    }

    @Override
    public HealthState state() {
        return health.state();
    }

    @Override
    public boolean settled() {
        return health.settled();
    }

    @Override
    public void onTransition(Consumer<HealthTransition> listener) {
        health.onTransition(listener);
    }

    /** Stops probing, without waiting for a probe under way; the state stays what it was. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void probeUntilClosed() {
        try {
            long untilNext;
            do {
                long started = System.nanoTime();
                HttpProbe.Result result = probe.probe();
                if (closed.getCount() > 0) {
                    health.observe(result.healthy(), uri + ": " + result.detail());
                }
                // A slow probe delays the next; probes are not made up for: a burst would count as several in a row.
                untilNext = TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis()) - (System.nanoTime() - started);
            } while (!closed.await(untilNext, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
