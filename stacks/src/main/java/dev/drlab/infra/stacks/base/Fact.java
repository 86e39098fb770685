package dev.drlab.infra.stacks.base;

import java.util.Locale;

/**
 * A value of a region that one stack publishes and others read. A value that follows from the configuration is no fact,
 * see {@link Names}.
 */
public enum Fact {
    /** VPC id. */
    VPC_ID,
    /** Subnet ids, one per zone. */
    PUBLIC_SUBNETS(2),
    /** Subnet ids, one per zone. */
    PRIVATE_SUBNETS(2),
    /** Subnet ids, one per zone. */
    DATABASE_SUBNETS(2),
    /** Ids of the route tables that get a route to the peer: one per zone, and one for the database subnets. */
    PEERED_ROUTE_TABLES(3),
    /** Public addresses of the NAT gateways. The size is fixed, so a single gateway's address is listed twice. */
    NAT_ADDRESSES(2),
    /** Id of the public balancer's security group. */
    BALANCER_SECURITY_GROUP,
    /** Id of the security group of the service's tasks. */
    SERVICE_SECURITY_GROUP,
    /** Id of the agent's security group. */
    AGENT_SECURITY_GROUP,
    /** Id of the security group of the verifier's task. */
    VERIFIER_SECURITY_GROUP,
    /** Id of the database's security group. */
    DATABASE_SECURITY_GROUP,
    /** ARN of the region's key. */
    KEY_ARN,
    /** Host name of the region's database. It does not change when the database is rebuilt. */
    DATABASE_HOST,
    /** ARN of the secret with the passwords, or of its copy. */
    DATABASE_SECRET_ARN,
    /** Host name of the balancer. */
    BALANCER_HOST,
    /** Id of Route 53's zone for the balancer's host name. */
    BALANCER_ZONE,
    /** Value of CloudWatch's dimension {@code LoadBalancer} for the balancer. */
    BALANCER_DIMENSION,
    /** Value of CloudWatch's dimension {@code TargetGroup} for the service's target group. */
    TARGET_GROUP_DIMENSION,
    /** Id of Route 53's check of the primary's {@code /healthz}. */
    PRIMARY_ALIVE_CHECK,
    /** Id of the Route 53 check that is healthy while a region is active. */
    WRITER_PRESENT_CHECK,
    /** Id of the Route 53 check that is healthy while both regions are active. */
    TWO_WRITERS_CHECK;

    private final int size;

    Fact() {
        this(0);
    }

    Fact(int size) {
        this.size = size;
    }

    /** The fact's part of the parameter's name, such as {@code vpc-id}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Number of items of a list; 0 for a text. It is fixed, as Terraform has to know the count of resources before it
     * reads a value.
     */
    public int size() {
        return size;
    }
}
