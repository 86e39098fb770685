package dev.drlab.infra.stacks;

import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.network.Network;
import dev.drlab.infra.network.NetworkProps;
import dev.drlab.infra.network.Ports;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;

/** {@code PrimaryNetworkStack} and {@code SecondaryNetworkStack}: a region's VPC. It needs only its own region. */
final class NetworkStack extends DrlabStack {
    private static final int HTTPS = 443;

    NetworkStack(Deployment deployment, Role role) {
        super(deployment, role.title() + "NetworkStack", role);
        Network network = new Network(this, "network", props(role));
        facts().publish(Fact.VPC_ID, network.getVpcId());
        facts().publish(Fact.PUBLIC_SUBNETS, network.getPublicSubnetIds());
        facts().publish(Fact.PRIVATE_SUBNETS, network.getPrivateSubnetIds());
        facts().publish(Fact.DATABASE_SUBNETS, network.getDatabaseSubnetIds());
        facts().publish(Fact.PEERED_ROUTE_TABLES, network.getPeeredRouteTableIds());
        facts().publish(Fact.NAT_ADDRESSES, twice(network.getNatAddresses()));
        facts().publish(Fact.BALANCER_SECURITY_GROUP, network.getBalancerSecurityGroupId());
        facts().publish(Fact.SERVICE_SECURITY_GROUP, network.getServiceSecurityGroupId());
        facts().publish(Fact.AGENT_SECURITY_GROUP, network.getAgentSecurityGroupId());
        facts().publish(Fact.VERIFIER_SECURITY_GROUP, network.getVerifierSecurityGroupId());
        facts().publish(Fact.DATABASE_SECURITY_GROUP, network.getDatabaseSecurityGroupId());
        output("vpcId", network.getVpcId(), "The region's VPC");
        if (config().domain().isEmpty()) {
            missing("domainName is empty: the listener speaks plain HTTP and admits " + admitted());
        }
    }

    private static List<String> twice(List<String> addresses) {
        return addresses.size() == 1 ? List.of(addresses.get(0), addresses.get(0)) : addresses;
    }

    private String admitted() {
        List<String> allowed = config().allowedCidrs();
        return allowed.isEmpty()
                ? "nobody but both regions' NAT gateways: name the clients in allowedCidrs"
                : "only allowedCidrs (" + String.join(", ", allowed) + ") and both regions' NAT gateways";
    }

    /** The client networks that the balancer admits: everybody with TLS; with plain HTTP only the configured ones. */
    private List<Cidr> clients() {
        return config().domain().isPresent()
                ? NetworkProps.EVERYBODY
                : config().allowedCidrs().stream().map(Cidr::of).toList();
    }

    private NetworkProps props(Role role) {
        return NetworkProps.builder()
                .name(names().project())
                .region(region())
                .availabilityZones(config().availabilityZones(role))
                .vpcCidr(config().vpcCidrs().of(role))
                .peerVpcCidr(config().vpcCidrs().of(role.peer()))
                .natGateways(config().natGateways())
                .ports(Ports.withListeners(
                        config().domain().isPresent() ? List.of(Names.HTTP, HTTPS) : List.of(Names.HTTP)))
                .clients(clients())
                .build();
    }
}
