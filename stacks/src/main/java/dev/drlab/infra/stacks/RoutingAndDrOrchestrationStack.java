package dev.drlab.infra.stacks;

import dev.drlab.infra.routing.FailoverRouting;
import dev.drlab.infra.routing.FailoverRoutingProps;
import dev.drlab.infra.routing.HealthCheckProps;
import dev.drlab.infra.routing.RegionEndpoint;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.config.DomainSettings;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.orchestration.Orchestration;

/**
 * {@code RoutingAndDROrchestrationStack}: the public names and the orchestration of the secondary region. It needs only
 * that region and Route 53.
 */
final class RoutingAndDrOrchestrationStack extends DrlabStack {
    RoutingAndDrOrchestrationStack(Deployment deployment) {
        super(deployment, "RoutingAndDROrchestrationStack", Role.SECONDARY);
        Orchestration orchestration = DrOrchestration.in(
                this, config(), facts(), Role.SECONDARY, facts().read(Role.PRIMARY, Fact.DATABASE_HOST), peerKeyArn());
        OrchestrationOutputs.of(orchestration)
                .forEach(output -> output(output.name(), output.value(), output.description()));
        config().domain()
                .ifPresentOrElse(
                        this::routing,
                        () -> missing(
                                "domainName and hostedZoneId are empty: no failover name, no health checks, and clients have to follow the"
                                        + " regions' own addresses"));
    }

    private void routing(DomainSettings domain) {
        FailoverRouting routing = new FailoverRouting(
                this,
                "routing",
                new FailoverRoutingProps(
                        names().project(),
                        domain.hostedZoneId(),
                        domain.name(),
                        endpoint(domain, Role.PRIMARY),
                        endpoint(domain, Role.SECONDARY),
                        new HealthCheckProps(
                                config().healthChecks().intervalSeconds(),
                                config().healthChecks().failureThreshold())));
        facts().publish(Fact.PRIMARY_ALIVE_CHECK, routing.getPrimaryAliveCheckId());
        facts().publish(Fact.WRITER_PRESENT_CHECK, routing.getWriterPresentCheckId());
        facts().publish(Fact.TWO_WRITERS_CHECK, routing.getTwoWritersCheckId());
        output("publicUrl", "https://" + domain.name(), "The service, wherever it is active");
    }

    private RegionEndpoint endpoint(DomainSettings domain, Role role) {
        return new RegionEndpoint(
                domain.hostOf(role), facts().read(role, Fact.BALANCER_HOST), facts().read(role, Fact.BALANCER_ZONE));
    }
}
