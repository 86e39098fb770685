package dev.drlab.infra.stacks;

import com.hashicorp.cdktf.providers.aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule;
import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.data.bucket.BucketReplication;
import dev.drlab.infra.data.bucket.BucketReplicationProps;
import dev.drlab.infra.data.registry.RegistryReplication;
import dev.drlab.infra.data.registry.RegistryReplicationProps;
import dev.drlab.infra.network.PeeringConnection;
import dev.drlab.infra.network.PeeringSide;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;

/**
 * {@code ReplicationStack}: the resources that span both regions: peering, and replication of objects and images in
 * both directions. It needs both regions, so it cannot be changed while one of them is down.
 */
final class ReplicationStack extends DrlabStack {
    ReplicationStack(Deployment deployment) {
        super(deployment, "ReplicationStack", Role.SECONDARY);
        new PeeringConnection(this, "peering", names().project(), side(Role.SECONDARY), side(Role.PRIMARY));
        for (Role source : Role.values()) {
            objects(source);
            images(source);
        }
        if (config().domain().isEmpty()) {
            for (Role role : Role.values()) {
                forwarding(role);
            }
        }
    }

    /** Admits the other region's tasks, which forward writes: without a domain a balancer admits only known clients. */
    private void forwarding(Role role) {
        List<String> addresses = facts().readListIn(role.peer(), role.peer(), Fact.NAT_ADDRESSES);
        for (int i = 0; i < config().natGateways(); i++) {
            VpcSecurityGroupIngressRule.Builder.create(this, role.id() + "-balancer-from-peer-nat-" + (i + 1))
                    .provider(providerOf(role))
                    .securityGroupId(facts().readIn(role, role, Fact.BALANCER_SECURITY_GROUP))
                    .description("from the NAT gateway of the other region")
                    .cidrIpv4(addresses.get(i) + "/32")
                    .ipProtocol("tcp")
                    .fromPort(Names.HTTP)
                    .toPort(Names.HTTP)
                    .build();
        }
    }

    private PeeringSide side(Role role) {
        return new PeeringSide(
                providerOf(role),
                names().region(role),
                facts().readIn(role, role, Fact.VPC_ID),
                Cidr.of(config().vpcCidrs().of(role)),
                facts().readListIn(role, role, Fact.PEERED_ROUTE_TABLES));
    }

    private void objects(Role source) {
        Role destination = source.peer();
        new BucketReplication(
                this,
                source.id() + "-objects",
                new BucketReplicationProps(
                        names().global(source, "replication"),
                        DataParts.location(config(), source),
                        names().bucket(source, "app-data"),
                        facts().readIn(source, source, Fact.KEY_ARN),
                        names().region(destination),
                        names().bucket(destination, "app-data"),
                        facts().readIn(destination, destination, Fact.KEY_ARN),
                        config().replicateDeletes(),
                        providerOf(source)));
    }

    private void images(Role source) {
        new RegistryReplication(
                this,
                source.id() + "-images",
                new RegistryReplicationProps(
                        config().accountId(),
                        names().region(source.peer()),
                        names().shared().repository(""),
                        providerOf(source)));
    }
}
