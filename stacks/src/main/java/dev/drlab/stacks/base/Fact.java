package dev.drlab.stacks.base;

import java.util.Locale;

/** What stacks tell each other about a region. What follows from the configuration is no fact, see {@link Names}. */
public enum Fact {
    /** Of the VPC. */
    VPC_ID,
    /** One per zone. */
    PUBLIC_SUBNETS(2),
    /** One per zone. */
    PRIVATE_SUBNETS(2),
    /** One per zone. */
    DATABASE_SUBNETS(2),
    /** The tables that get a route to the peer: one per zone, and the database subnets' one. */
    PEERED_ROUTE_TABLES(3),
    /** Public addresses of the NAT gateways; with one gateway it is there twice, as the size is fixed. */
    NAT_ADDRESSES(2),
    /** Of the public balancer. */
    BALANCER_SECURITY_GROUP,
    /** Of the service's tasks. */
    SERVICE_SECURITY_GROUP,
    /** Of the agent. */
    AGENT_SECURITY_GROUP,
    /** Of the verifier's task. */
    VERIFIER_SECURITY_GROUP,
    /** Of the database. */
    DATABASE_SECURITY_GROUP,
    /** ARN of the region's key. */
    KEY_ARN,
    /** Host name of the region's database; stays the same when the database is rebuilt. */
    DATABASE_HOST,
    /** ARN of the secret with the passwords, or of its copy. */
    DATABASE_SECRET_ARN,
    /** Host name of the balancer. */
    BALANCER_HOST,
    /** Route 53's zone of the balancer's host name. */
    BALANCER_ZONE,
    /** The balancer in CloudWatch's dimension {@code LoadBalancer}. */
    BALANCER_DIMENSION,
    /** The service's target group in CloudWatch's dimension {@code TargetGroup}. */
    TARGET_GROUP_DIMENSION,
    /** Route 53's check of the primary's {@code /healthz}. */
    PRIMARY_ALIVE_CHECK,
    /** Route 53's check that is healthy while a region is active. */
    WRITER_PRESENT_CHECK,
    /** Route 53's check that is healthy while both regions are active. */
    TWO_WRITERS_CHECK;

    private final int size;

    Fact() {
        this(0);
    }

    Fact(int size) {
        this.size = size;
    }

    /** As in the parameter's name: {@code vpc-id}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Items of a list; 0 for a text. The size is fixed, as Terraform counts resources before it reads a value. */
    public int size() {
        return size;
    }
}
