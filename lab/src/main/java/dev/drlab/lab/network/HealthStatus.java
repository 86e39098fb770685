package dev.drlab.lab.network;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The state that a check shows, and who wants to know when it changes. */
final class HealthStatus {
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

    String name() {
        return name;
    }

    HealthState state() {
        return state;
    }

    void onTransition(Consumer<HealthTransition> listener) {
        listeners.add(listener);
    }

    /** Callers take turns by a lock of their own. */
    void become(boolean healthy, String detail) {
        HealthState next = healthy ? HealthState.HEALTHY : HealthState.UNHEALTHY;
        if (next != state) {
            state = next;
            HealthTransition transition = new HealthTransition(name, next, Instant.now(), detail);
            listeners.forEach(listener -> listener.accept(transition));
        }
    }
}
