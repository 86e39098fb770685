package dev.drlab.lab.simulation.network.health;

import dev.drlab.contract.service.EndpointCheck;
import dev.drlab.contract.service.FailoverCheck;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The checks behind the failover record, and the two that only raise alarms, as {@link FailoverCheck} has them for Route 53
 * too:
 *
 * <ul>
 *   <li>{@code primary}: all of the primary's {@code /healthz} and the inverted check of the secondary's {@code /active}.
 *       The secondary's record has no check.
 *   <li>{@code writer-present}: at least one region's {@code /active}.
 *   <li>{@code two-writers}: both regions' {@code /active}.
 * </ul>
 *
 * So a failover needs no call to DNS: the answer changes when the secondary has become active, or when the primary's
 * balancer no longer answers. On AWS the alarm checks feed CloudWatch alarms; here {@link #alarms} reads them directly.
 */
public final class FailoverChecks implements AutoCloseable {
    private final List<Health> probed;
    private final CalculatedCheck primary;
    private final CalculatedCheck writerPresent;
    private final CalculatedCheck twoWriters;

    /** The calculated checks over four that probe. */
    public FailoverChecks(Health primaryUp, Health secondaryNotActive, Health primaryActive, Health secondaryActive) {
        probed = List.of(primaryUp, secondaryNotActive, primaryActive, secondaryActive);
        Map<EndpointCheck, Health> endpoints = Map.of(
                EndpointCheck.PRIMARY_HEALTHZ, primaryUp,
                EndpointCheck.SECONDARY_NOT_ACTIVE, secondaryNotActive,
                EndpointCheck.PRIMARY_ACTIVE, primaryActive,
                EndpointCheck.SECONDARY_ACTIVE, secondaryActive);
        primary = over("primary", FailoverCheck.PRIMARY_SERVES, endpoints);
        writerPresent = over(FailoverCheck.WRITER_PRESENT.label(), FailoverCheck.WRITER_PRESENT, endpoints);
        twoWriters = over(FailoverCheck.TWO_WRITERS.label(), FailoverCheck.TWO_WRITERS, endpoints);
    }

    private static CalculatedCheck over(String name, FailoverCheck check, Map<EndpointCheck, Health> endpoints) {
        return CalculatedCheck.atLeast(
                check.atLeast(),
                name,
                check.children().stream().map(endpoints::get).toList());
    }

    /**
     * Checks that probe these two base addresses once {@link #start} is called.
     *
     * @param primary where the primary region's balancer is reached from the internet, as {@code http://127.0.0.1:8081}
     * @param secondary the same for the secondary region
     */
    public static FailoverChecks probing(URI primary, URI secondary, ProbeSettings settings) {
        return new FailoverChecks(
                probe(EndpointCheck.PRIMARY_HEALTHZ, primary, secondary, settings),
                probe(EndpointCheck.SECONDARY_NOT_ACTIVE, primary, secondary, settings),
                probe(EndpointCheck.PRIMARY_ACTIVE, primary, secondary, settings),
                probe(EndpointCheck.SECONDARY_ACTIVE, primary, secondary, settings));
    }

    private static HealthCheck probe(EndpointCheck check, URI primary, URI secondary, ProbeSettings settings) {
        URI region = check.ofPrimary() ? primary : secondary;
        return new HealthCheck(check.label(), region.resolve(check.path()), settings, check.inverted());
    }

    /** Begins to probe; call it once, after the listeners are in place. */
    public void start() {
        probed.forEach(check -> {
            if (check instanceof HealthCheck real) {
                real.start();
            }
        });
    }

    /** The check of the PRIMARY record. */
    public Health primary() {
        return primary;
    }

    /** The alarm check {@code writer-present}: unhealthy means {@link Alarm#NO_WRITER}. */
    public Health writerPresent() {
        return writerPresent;
    }

    /** The alarm check {@code two-writers}: healthy means {@link Alarm#TWO_WRITERS}. */
    public Health twoWriters() {
        return twoWriters;
    }

    /** All seven, the four that probe first; for listening to every transition. */
    public List<Health> all() {
        return List.of(probed.get(0), probed.get(1), probed.get(2), probed.get(3), primary, writerPresent, twoWriters);
    }

    /** True once every check has probed often enough to mean what it says. */
    public boolean settled() {
        return probed.stream().allMatch(Health::settled);
    }

    /** The alarms that are raised now. */
    public Set<Alarm> alarms() {
        Set<Alarm> raised = EnumSet.noneOf(Alarm.class);
        if (!writerPresent.healthy()) {
            raised.add(Alarm.NO_WRITER);
        }
        if (twoWriters.healthy()) {
            raised.add(Alarm.TWO_WRITERS);
        }
        return raised;
    }

    /** Stops probing; states stay what they were. */
    @Override
    public void close() {
        probed.forEach(check -> {
            if (check instanceof HealthCheck real) {
                real.close();
            }
        });
    }
}
