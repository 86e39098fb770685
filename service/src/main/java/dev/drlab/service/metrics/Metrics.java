package dev.drlab.service.metrics;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.drlab.service.database.Pool;
import dev.drlab.service.guard.GuardListener;
import dev.drlab.service.guard.Observations;
import dev.drlab.service.guard.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The service's metrics, in Prometheus text form. */
public final class Metrics implements GuardListener {
    /** The request attribute in which a handler names its outcome, where the status does not say enough. */
    public static final String OUTCOME = "outcome";
    /** Before the status, the outcome of a request that the other region has answered. */
    public static final String FORWARDED = "forwarded-";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong active = new AtomicLong();
    private final AtomicLong epoch = new AtomicLong();

    /** All zero. */
    public Metrics() {
        Gauge.builder("drlab.active", active, AtomicLong::get)
                .description("1 while this region may write")
                .register(registry);
        Gauge.builder("drlab.epoch", epoch, AtomicLong::get)
                .description("The highest epoch ever seen")
                .register(registry);
    }

    /** Shows the connections of {@code pool}; zero while it is off. */
    public void watch(String name, Pool pool) {
        connections(name, pool, "active", p -> count(p, HikariPoolMXBean::getActiveConnections));
        connections(name, pool, "idle", p -> count(p, HikariPoolMXBean::getIdleConnections));
        connections(name, pool, "waiting", Pool::waiting);
    }

    private static int count(Pool pool, ToIntFunction<HikariPoolMXBean> counter) {
        return pool.counters().map(counter::applyAsInt).orElse(0);
    }

    private void connections(String name, Pool pool, String state, ToDoubleFunction<Pool> count) {
        Gauge.builder("drlab.pool.connections", pool, count)
                .description("Connections in use and idle, and requests waiting for one")
                .tag("pool", name)
                .tag("state", state)
                .register(registry);
    }

    /** A request was answered. */
    public void request(String method, String route, String outcome, float millis) {
        registry.timer("drlab.requests", "method", method, "route", route, "outcome", outcome)
                .record((long) (millis * 1_000_000.0), TimeUnit.NANOSECONDS);
    }

    /**
     * A forwarded request was {@code answered} by the peer, {@code failed}, or was {@code refused} here.
     */
    public void forward(String result) {
        registry.counter("drlab.forwards", "result", result).increment();
    }

    @Override
    public void verdictChanged(Verdict verdict) {
        active.set(verdict.active() ? 1 : 0);
        epoch.set(verdict.epoch());
    }

    @Override
    public void readFailed(Observations.Source source) {
        registry.counter("drlab.guard.poll.failures", "source", source.label()).increment();
    }

    /** All of them in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }
}
