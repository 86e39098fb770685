package dev.drlab.infra.network;

import com.hashicorp.cdktf.providers.aws.default_security_group.DefaultSecurityGroup;
import com.hashicorp.cdktf.providers.aws.security_group.SecurityGroup;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule;
import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import dev.drlab.infra.common.Cidr;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Who may talk to whom. Within the region by reference: balancer to service to database, agent and verifier to
 * database. The peer's private and database tiers by address range, because a reference does not cross regions. The
 * balancer admits the clients that are named, and the region's own NAT gateways: agent and service call it by its public
 * name. What is not listed is refused; the VPC's default group admits nothing.
 */
final class SecurityGroups extends Construct {
    private static final String ANYWHERE = "0.0.0.0/0";

    private final String name;
    private final String vpcId;
    private final SecurityGroup balancer;
    private final SecurityGroup service;
    private final SecurityGroup agent;
    private final SecurityGroup verifier;
    private final SecurityGroup database;

    /** {@code natAddresses}: public addresses of the region's NAT gateways. */
    SecurityGroups(Construct scope, String id, String vpcId, NetworkProps props, List<String> natAddresses) {
        super(scope, id);
        this.name = props.name();
        this.vpcId = vpcId;
        DefaultSecurityGroup.Builder.create(this, "default")
                .vpcId(vpcId)
                .tags(Map.of("Name", name + "-default-refuses-all"))
                .build();
        balancer = group("balancer", "Public balancer");
        service = group("service", "Service tasks");
        agent = group("agent", "Region agent");
        verifier = group("verifier", "Verifier task");
        database = group("database", "PostgreSQL");

        Ports ports = props.ports();
        ports.listeners().forEach(port -> admitClients(props.clients(), natAddresses, port));
        connect("balancer", balancer, "service", service, ports.service());
        connect("service", service, "database", database, ports.database());
        connect("agent", agent, "database", database, ports.database());
        connect("verifier", verifier, "database", database, ports.database());
        ports.internet().forEach(port -> reachRange(service, "internet", ANYWHERE, port));
        ports.internet().forEach(port -> reachRange(agent, "internet", ANYWHERE, port));
        reachRange(verifier, "internet", ANYWHERE, Ports.HTTPS);

        String peerPrivate = props.peerLayout().tier(Tier.PRIVATE).toString();
        String peerDatabase = props.peerLayout().tier(Tier.DATABASE).toString();
        admitRange(database, "peer-private", peerPrivate, ports.database());
        admitRange(database, "peer-database", peerDatabase, ports.database());
        reachRange(agent, "peer-database", peerDatabase, ports.database());
        reachRange(verifier, "peer-database", peerDatabase, ports.database());
        reachRange(database, "peer-database", peerDatabase, ports.database());
    }

    /** Everybody includes the gateways. */
    private void admitClients(List<Cidr> clients, List<String> natAddresses, int port) {
        if (clients.equals(NetworkProps.EVERYBODY)) {
            admitRange(balancer, "internet", ANYWHERE, port);
            return;
        }
        for (int i = 0; i < clients.size(); i++) {
            admitRange(balancer, "client-" + (i + 1), clients.get(i).toString(), port);
        }
        for (int i = 0; i < natAddresses.size(); i++) {
            admitRange(balancer, "nat-" + (i + 1), natAddresses.get(i) + "/32", port);
        }
    }

    SecurityGroup balancer() {
        return balancer;
    }

    SecurityGroup service() {
        return service;
    }

    SecurityGroup agent() {
        return agent;
    }

    SecurityGroup verifier() {
        return verifier;
    }

    SecurityGroup database() {
        return database;
    }

    private SecurityGroup group(String part, String description) {
        return SecurityGroup.Builder.create(this, part)
                .name(name + "-" + part)
                .description(description)
                .vpcId(vpcId)
                .tags(Map.of("Name", name + "-" + part))
                .build();
    }

    private void connect(String from, SecurityGroup source, String to, SecurityGroup target, int port) {
        VpcSecurityGroupEgressRule.Builder.create(this, from + "-to-" + to)
                .securityGroupId(source.getId())
                .description("to " + to)
                .referencedSecurityGroupId(target.getId())
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .build();
        VpcSecurityGroupIngressRule.Builder.create(this, to + "-from-" + from)
                .securityGroupId(target.getId())
                .description("from " + from)
                .referencedSecurityGroupId(source.getId())
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .build();
    }

    private void admitRange(SecurityGroup target, String from, String cidr, int port) {
        VpcSecurityGroupIngressRule.Builder.create(this, idOf(target) + "-from-" + from + "-" + port)
                .securityGroupId(target.getId())
                .description("from " + from)
                .cidrIpv4(cidr)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .build();
    }

    private void reachRange(SecurityGroup source, String to, String cidr, int port) {
        VpcSecurityGroupEgressRule.Builder.create(this, idOf(source) + "-to-" + to + "-" + port)
                .securityGroupId(source.getId())
                .description("to " + to)
                .cidrIpv4(cidr)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .build();
    }

    private static String idOf(SecurityGroup group) {
        return group.getNode().getId();
    }
}
