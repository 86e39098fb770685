package dev.drlab.lab.simulation.network.health;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A check over other checks: healthy while at least so many of them are. Stands in for Route 53's calculated health
 * check, and follows its children at once, where Route 53 takes a moment. See
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html">Values that you
 * specify when you create or update health checks</a> ("Monitoring other health checks").
 */
public final class CalculatedCheck implements Health {
    private final HealthStatus status;
    private final int atLeast;
    private final List<Health> children;

    private CalculatedCheck(String name, int atLeast, List<Health> children) {
        this.atLeast = atLeast;
        this.children = List.copyOf(Objects.requireNonNull(children, "children"));
        if (atLeast < 1 || atLeast > this.children.size()) {
            throw new IllegalArgumentException("check " + name + ": at least " + atLeast + " of " + this.children.size()
                    + " healthy children can never decide anything");
        }
        this.status = new HealthStatus(name, enough() ? HealthState.HEALTHY : HealthState.UNHEALTHY);
        this.children.forEach(child -> child.onTransition(this::recalculate));
    }

    /**
     * Healthy while all of these are.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static CalculatedCheck allOf(String name, List<Health> children) {
        return new CalculatedCheck(name, children.size(), children);
    }

    /**
     * Healthy while at least {@code count} of these are.
     *
     * @throws IllegalArgumentException if the count is not within 1 and the number of children
     */
    public static CalculatedCheck atLeast(int count, String name, List<Health> children) {
        return new CalculatedCheck(name, count, children);
    }

    @Override
    public String name() {
        return status.name();
    }

    @Override
    public HealthState state() {
        return status.state();
    }

    @Override
    public boolean settled() {
        return children.stream().allMatch(Health::settled);
    }

    @Override
    public void onTransition(Consumer<HealthTransition> listener) {
        status.onTransition(listener);
    }

    private synchronized void recalculate(HealthTransition cause) {
        status.become(enough(), cause.check() + " became " + cause.state() + " (" + cause.detail() + ")");
    }

    private boolean enough() {
        return children.stream().filter(Health::healthy).count() >= atLeast;
    }
}
