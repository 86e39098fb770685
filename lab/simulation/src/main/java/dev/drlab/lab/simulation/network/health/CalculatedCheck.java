package dev.drlab.lab.simulation.network.health;

import java.util.List;

/**
 * A check over other checks: healthy while at least so many of them are. Stands in for Route 53's calculated health
 * check, and follows its children at once, where Route 53 takes a moment. See
 * <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html">Values that you
 * specify when you create or update health checks</a> ("Monitoring other health checks").
 */
public final class CalculatedCheck extends HealthStatus {
    private final int atLeast;
    private final List<Health> children;

    private CalculatedCheck(String name, int atLeast, List<Health> children) {
        super(name, enough(children, atLeast) ? HealthState.HEALTHY : HealthState.UNHEALTHY);
        this.atLeast = atLeast;
        this.children = List.copyOf(children);
        if (atLeast < 1 || atLeast > this.children.size()) {
            throw new IllegalArgumentException("check " + name + ": at least " + atLeast + " of " + this.children.size()
                    + " healthy children can never decide anything");
        }
        this.children.forEach(child -> child.onTransition(this::recalculate));
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
    public boolean settled() {
        return children.stream().allMatch(Health::settled);
    }

    private synchronized void recalculate(HealthTransition cause) {
        become(enough(children, atLeast), cause.check() + " became " + cause.state() + " (" + cause.detail() + ")");
    }

    private static boolean enough(List<Health> children, int atLeast) {
        return children.stream().filter(Health::healthy).count() >= atLeast;
    }
}
