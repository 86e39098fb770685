package dev.drlab.lab.simulation.network.health;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check with the state that it shows, and who wants to know when it changes. */
abstract class HealthStatus implements Health {
    private static final Logger LOG = LoggerFactory.getLogger(HealthStatus.class);

    private final String name;
    private final List<Consumer<HealthTransition>> listeners = new CopyOnWriteArrayList<>();
    private volatile HealthState state;

    HealthStatus(String name, HealthState initial) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a health check's name is blank");
        }
        this.name = name;
        this.state = initial;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final HealthState state() {
        return state;
    }

    @Override
    public final void onTransition(Consumer<HealthTransition> listener) {
        listeners.add(listener);
    }

    /** Callers take turns by a lock of their own. */
    final void become(boolean healthy, String detail) {
        HealthState next = healthy ? HealthState.HEALTHY : HealthState.UNHEALTHY;
        if (next != state) {
            state = next;
            HealthTransition transition = new HealthTransition(name, next, Instant.now(), detail);
            listeners.forEach(listener -> tell(listener, transition));
        }
    }

    /** A listener that fails must not end the probing. */
    private void tell(Consumer<HealthTransition> listener, HealthTransition transition) {
        try {
            listener.accept(transition);
        } catch (RuntimeException e) {
            LOG.error("A listener of health check {} failed on {}", name, transition, e);
        }
    }
}
