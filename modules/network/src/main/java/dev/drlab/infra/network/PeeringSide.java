package dev.drlab.infra.network;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Objects;

/**
 * One of the two VPCs that a peering connects.
 *
 * @param provider the AWS provider of the VPC's region
 * @param region the VPC's region
 * @param vpcId the VPC's ID
 * @param vpcCidr the VPC's address range, as a plain text
 * @param routeTableIds the tables that get a route to the other VPC; a list whose length is known at synthesis
 */
public record PeeringSide(
        TerraformProvider provider, String region, String vpcId, Cidr vpcCidr, List<String> routeTableIds) {
    /** @throws IllegalArgumentException if a text is blank or there is no route table */
    public PeeringSide {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(vpcCidr, "vpcCidr");
        Require.text("region", region);
        Require.text("vpcId", vpcId);
        routeTableIds = List.copyOf(routeTableIds);
        if (routeTableIds.isEmpty()) {
            throw new IllegalArgumentException("routeTableIds must name one table or more but is empty");
        }
    }
}
