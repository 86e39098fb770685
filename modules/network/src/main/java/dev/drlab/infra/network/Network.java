package dev.drlab.infra.network;

import com.hashicorp.cdktf.providers.aws.eip.Eip;
import com.hashicorp.cdktf.providers.aws.internet_gateway.InternetGateway;
import com.hashicorp.cdktf.providers.aws.nat_gateway.NatGateway;
import com.hashicorp.cdktf.providers.aws.route.Route;
import com.hashicorp.cdktf.providers.aws.route_table.RouteTable;
import com.hashicorp.cdktf.providers.aws.route_table_association.RouteTableAssociation;
import com.hashicorp.cdktf.providers.aws.subnet.Subnet;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import com.hashicorp.cdktf.providers.aws.vpc_endpoint.VpcEndpoint;
import dev.drlab.infra.common.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * One region's network: a VPC over two availability zones with public, private and database subnets, the ways out of
 * it, who may talk to whom, and a log of it. It admits the peer region by address range; the routes there are those of
 * {@link PeeringConnection}.
 *
 * <p>The two free gateway endpoints keep objects and the control table reachable when a NAT gateway is not: the
 * service's write authority rests on reading that table every few seconds.
 */
public final class Network extends Construct {
    /** Length of {@link #getPeeredRouteTableIds()}, for a stack that reads that list as a fact. */
    public static final int PEERED_ROUTE_TABLES = NetworkLayout.ZONES + 1;

    private static final String ANYWHERE = "0.0.0.0/0";

    private final NetworkProps props;
    private final Vpc vpc;
    private final List<Subnet> publicSubnets;
    private final List<Subnet> privateSubnets;
    private final List<Subnet> databaseSubnets;
    private final List<Eip> natAddresses;
    private final RouteTable publicRoutes;
    private final List<RouteTable> privateRoutes;
    private final RouteTable databaseRoutes;
    private final SecurityGroups securityGroups;
    private final DatabaseAcl databaseAcl;

    /** Creates everything, named after {@code props.name()}. */
    public Network(Construct scope, String id, NetworkProps props) {
        super(scope, id);
        this.props = props;
        vpc = Vpc.Builder.create(this, "vpc")
                .cidrBlock(props.layout().vpc().toString())
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .tags(Map.of("Name", props.name()))
                .build();
        publicSubnets = subnets(Tier.PUBLIC);
        privateSubnets = subnets(Tier.PRIVATE);
        databaseSubnets = subnets(Tier.DATABASE);

        InternetGateway internet = InternetGateway.Builder.create(this, "internet")
                .vpcId(vpc.getId())
                .tags(Map.of("Name", props.name()))
                .build();
        publicRoutes = routeTable("public", publicSubnets);
        Route.Builder.create(this, "public-internet")
                .routeTableId(publicRoutes.getId())
                .destinationCidrBlock(ANYWHERE)
                .gatewayId(internet.getId())
                .build();
        natAddresses = natAddresses();
        privateRoutes = privateRoutes(natGateways(internet));
        databaseRoutes = routeTable("database", databaseSubnets);
        gatewayEndpoint("s3");
        gatewayEndpoint("dynamodb");

        securityGroups = new SecurityGroups(this, "security-groups", vpc.getId(), props, getNatAddresses());
        databaseAcl = new DatabaseAcl(this, "database-acl", vpc.getId(), getDatabaseSubnetIds(), props);
    }

    /** ID of the VPC. */
    public String getVpcId() {
        return vpc.getId();
    }

    /** The VPC's address range, a plain text known at synthesis. */
    public String getVpcCidr() {
        return props.layout().vpc().toString();
    }

    /** Address ranges of the VPC's tiers and subnets, known at synthesis. */
    public NetworkLayout getLayout() {
        return props.layout();
    }

    /** IDs of the public subnets, one per zone: the balancer's. */
    public List<String> getPublicSubnetIds() {
        return ids(publicSubnets);
    }

    /** IDs of the private subnets, one per zone: the service's, the agent's and the verifier's. */
    public List<String> getPrivateSubnetIds() {
        return ids(privateSubnets);
    }

    /** IDs of the database subnets, one per zone. */
    public List<String> getDatabaseSubnetIds() {
        return ids(databaseSubnets);
    }

    /** ID of the public subnets' route table. */
    public String getPublicRouteTableId() {
        return publicRoutes.getId();
    }

    /** IDs of the private subnets' route tables, one per zone. */
    public List<String> getPrivateRouteTableIds() {
        return privateRoutes.stream().map(RouteTable::getId).toList();
    }

    /** ID of the database subnets' route table. */
    public String getDatabaseRouteTableId() {
        return databaseRoutes.getId();
    }

    /** IDs of the route tables that need a way to the peer: private, then database; {@value #PEERED_ROUTE_TABLES}. */
    public List<String> getPeeredRouteTableIds() {
        return Stream.concat(getPrivateRouteTableIds().stream(), Stream.of(getDatabaseRouteTableId()))
                .toList();
    }

    /** Public addresses of the NAT gateways, from which tasks and agent call the internet: one or two. */
    public List<String> getNatAddresses() {
        return natAddresses.stream().map(Eip::getPublicIp).toList();
    }

    /** ID of the balancer's security group. */
    public String getBalancerSecurityGroupId() {
        return securityGroups.balancer().getId();
    }

    /** ID of the service tasks' security group. */
    public String getServiceSecurityGroupId() {
        return securityGroups.service().getId();
    }

    /** ID of the agent's security group. */
    public String getAgentSecurityGroupId() {
        return securityGroups.agent().getId();
    }

    /** ID of the verifier's security group. */
    public String getVerifierSecurityGroupId() {
        return securityGroups.verifier().getId();
    }

    /** ID of the database's security group. */
    public String getDatabaseSecurityGroupId() {
        return securityGroups.database().getId();
    }

    /** ID of the network ACL of the database subnets. */
    public String getDatabaseNetworkAclId() {
        return databaseAcl.aclId();
    }

    private List<Subnet> subnets(Tier tier) {
        List<Cidr> ranges = props.layout().subnets(tier);
        return IntStream.range(0, NetworkLayout.ZONES)
                .mapToObj(zone -> Subnet.Builder.create(this, numbered(tier.label(), zone))
                        .vpcId(vpc.getId())
                        .availabilityZone(props.availabilityZones().get(zone))
                        .cidrBlock(ranges.get(zone).toString())
                        // Nothing that drlab starts in a public subnet needs an address by default.
                        .mapPublicIpOnLaunch(false)
                        .tags(nameTag(numbered(tier.label(), zone)))
                        .build())
                .toList();
    }

    private List<Eip> natAddresses() {
        return IntStream.range(0, props.natGateways())
                .mapToObj(zone -> Eip.Builder.create(this, numbered("nat-address", zone))
                        .domain("vpc")
                        .tags(nameTag(numbered("nat", zone)))
                        .build())
                .toList();
    }

    private List<NatGateway> natGateways(InternetGateway internet) {
        return IntStream.range(0, props.natGateways())
                .mapToObj(zone -> NatGateway.Builder.create(this, numbered("nat", zone))
                        .allocationId(natAddresses.get(zone).getId())
                        .subnetId(publicSubnets.get(zone).getId())
                        .tags(nameTag(numbered("nat", zone)))
                        .dependsOn(List.of(internet))
                        .build())
                .toList();
    }

    /** A table per zone even with one gateway, so that a second gateway changes a route and no table. */
    private List<RouteTable> privateRoutes(List<NatGateway> gateways) {
        List<RouteTable> tables = new ArrayList<>();
        for (int zone = 0; zone < NetworkLayout.ZONES; zone++) {
            String name = numbered("private", zone);
            RouteTable table = routeTable(name, List.of(privateSubnets.get(zone)));
            Route.Builder.create(this, name + "-internet")
                    .routeTableId(table.getId())
                    .destinationCidrBlock(ANYWHERE)
                    .natGatewayId(gateways.get(zone % gateways.size()).getId())
                    .build();
            tables.add(table);
        }
        return List.copyOf(tables);
    }

    private RouteTable routeTable(String name, List<Subnet> subnets) {
        RouteTable table = RouteTable.Builder.create(this, name + "-routes")
                .vpcId(vpc.getId())
                .tags(nameTag(name))
                .build();
        for (Subnet subnet : subnets) {
            RouteTableAssociation.Builder.create(this, subnet.getNode().getId() + "-association")
                    .subnetId(subnet.getId())
                    .routeTableId(table.getId())
                    .build();
        }
        return table;
    }

    private void gatewayEndpoint(String service) {
        VpcEndpoint.Builder.create(this, service)
                .vpcId(vpc.getId())
                .serviceName("com.amazonaws.%s.%s".formatted(props.region(), service))
                .vpcEndpointType("Gateway")
                .routeTableIds(getPrivateRouteTableIds())
                .tags(nameTag(service))
                .build();
    }

    private Map<String, String> nameTag(String part) {
        return Map.of("Name", props.name() + "-" + part);
    }

    private static String numbered(String part, int zone) {
        return part + "-" + (zone + 1);
    }

    private static List<String> ids(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::getId).toList();
    }
}
