package dev.drlab.infra.network;

import com.hashicorp.cdktf.providers.aws.network_acl.NetworkAcl;
import com.hashicorp.cdktf.providers.aws.network_acl.NetworkAclEgress;
import com.hashicorp.cdktf.providers.aws.network_acl.NetworkAclIngress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The network ACL of the database subnets: PostgreSQL from the private tiers of both regions, PostgreSQL between the
 * two database tiers, and the answers to both. Nothing else enters or leaves, so a security group that was opened by
 * mistake exposes nothing.
 *
 * <p>The peer's entries are here too, by address range, and not with the peering connection: an ACL whose rules come
 * from two Terraform states would lose some of them at each apply, and the ranges follow from configuration alone.
 *
 * <p>"Fragmentation needed" (ICMP type 3, code 4) passes, as the Amazon VPC User Guide, "Path MTU Discovery", demands
 * where path MTUs differ: a peering between regions carries 8500 bytes, a VPC 9001, and without it large answers hang.
 */
final class DatabaseAcl extends Construct {
    private static final String TCP = "tcp";
    private static final int FIRST_EPHEMERAL_PORT = 1024;
    private static final int LAST_PORT = 65535;

    private final List<NetworkAclIngress> ingress = new ArrayList<>();
    private final List<NetworkAclEgress> egress = new ArrayList<>();
    private final NetworkAcl acl;

    DatabaseAcl(Construct scope, String id, String vpcId, List<String> subnetIds, NetworkProps props) {
        super(scope, id);
        int postgres = props.ports().database();
        String ownPrivate = props.layout().tier(Tier.PRIVATE).toString();
        String peerPrivate = props.peerLayout().tier(Tier.PRIVATE).toString();
        String peerDatabase = props.peerLayout().tier(Tier.DATABASE).toString();
        for (String client : List.of(ownPrivate, peerPrivate, peerDatabase)) {
            enter(client, postgres, postgres);
            leave(client, FIRST_EPHEMERAL_PORT, LAST_PORT);
        }
        // This region's database as the client of the peer's.
        enter(peerDatabase, FIRST_EPHEMERAL_PORT, LAST_PORT);
        leave(peerDatabase, postgres, postgres);
        passFragmentationNeeded();
        acl = NetworkAcl.Builder.create(this, "acl")
                .vpcId(vpcId)
                .subnetIds(subnetIds)
                .ingress(ingress)
                .egress(egress)
                .tags(Map.of("Name", props.name() + "-database"))
                .build();
    }

    String aclId() {
        return acl.getId();
    }

    private void enter(String cidr, int fromPort, int toPort) {
        ingress.add(NetworkAclIngress.builder()
                .ruleNo(numberAfter(ingress.size()))
                .action("allow")
                .protocol(TCP)
                .cidrBlock(cidr)
                .fromPort(fromPort)
                .toPort(toPort)
                .build());
    }

    private void leave(String cidr, int fromPort, int toPort) {
        egress.add(NetworkAclEgress.builder()
                .ruleNo(numberAfter(egress.size()))
                .action("allow")
                .protocol(TCP)
                .cidrBlock(cidr)
                .fromPort(fromPort)
                .toPort(toPort)
                .build());
    }

    private void passFragmentationNeeded() {
        ingress.add(NetworkAclIngress.builder()
                .ruleNo(numberAfter(ingress.size()))
                .action("allow")
                .protocol("icmp")
                .cidrBlock("0.0.0.0/0")
                .icmpType(3)
                .icmpCode(4)
                .fromPort(0)
                .toPort(0)
                .build());
        egress.add(NetworkAclEgress.builder()
                .ruleNo(numberAfter(egress.size()))
                .action("allow")
                .protocol("icmp")
                .cidrBlock("0.0.0.0/0")
                .icmpType(3)
                .icmpCode(4)
                .fromPort(0)
                .toPort(0)
                .build());
    }

    private static int numberAfter(int entries) {
        return 100 + 10 * entries;
    }
}
