package dev.drlab.infra.network;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.providers.aws.route.Route;
import com.hashicorp.cdktf.providers.aws.vpc_peering_connection.VpcPeeringConnection;
import com.hashicorp.cdktf.providers.aws.vpc_peering_connection_accepter.VpcPeeringConnectionAccepterA;
import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The private way between the two regions' VPCs, and the routes to it in both. It carries what the agent and the
 * verifier say to the peer's database.
 *
 * <p>What may pass is decided by security groups and network ACLs, which belong to {@link Network}. Remote DNS
 * resolution stays off: the name of a database that is not public resolves to its private address from anywhere.
 */
public final class PeeringConnection extends Construct {
    private final VpcPeeringConnectionAccepterA accepted;

    /**
     * Requests the peering in one region, accepts it in the other and adds the routes.
     *
     * @param name value of the {@code Name} tag on both sides
     * @throws IllegalArgumentException if both sides are in one region or their ranges overlap
     */
    public PeeringConnection(Construct scope, String id, String name, PeeringSide requester, PeeringSide accepter) {
        super(scope, id);
        Require.text("name", name);
        if (requester.region().equals(accepter.region())) {
            throw new IllegalArgumentException(
                    "the two sides must be in different regions but both are in " + requester.region());
        }
        if (requester.vpcCidr().overlaps(accepter.vpcCidr())) {
            throw new IllegalArgumentException("the VPCs of the two sides must not overlap but are %s and %s"
                    .formatted(requester.vpcCidr(), accepter.vpcCidr()));
        }
        VpcPeeringConnection request = VpcPeeringConnection.Builder.create(this, "request")
                .provider(requester.provider())
                .vpcId(requester.vpcId())
                .peerVpcId(accepter.vpcId())
                .peerRegion(accepter.region())
                // A request to another region can only be accepted there.
                .autoAccept(false)
                .tags(Map.of("Name", name))
                .build();
        accepted = VpcPeeringConnectionAccepterA.Builder.create(this, "accept")
                .provider(accepter.provider())
                .vpcPeeringConnectionId(request.getId())
                .autoAccept(true)
                .tags(Map.of("Name", name))
                .build();
        routes("requester", requester, accepter.vpcCidr());
        routes("accepter", accepter, requester.vpcCidr());
    }

    /** ID of the connection, known once it was accepted. */
    public String getPeeringConnectionId() {
        return accepted.getVpcPeeringConnectionId();
    }

    private void routes(String part, PeeringSide side, Cidr destination) {
        TerraformProvider provider = side.provider();
        List<String> tables = side.routeTableIds();
        for (int i = 0; i < tables.size(); i++) {
            Route.Builder.create(this, "%s-route-%d".formatted(part, i + 1))
                    .provider(provider)
                    .routeTableId(tables.get(i))
                    .destinationCidrBlock(destination.toString())
                    // Through the accepter, so that no route is made to a connection that is still pending.
                    .vpcPeeringConnectionId(getPeeringConnectionId())
                    .build();
        }
    }
}
