package dev.drlab.infra.network;

import dev.drlab.infra.common.Cidr;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the subnets of a VPC lie. It follows from the VPC's range alone, so that a region knows the ranges of its
 * peer's tiers without asking the peer.
 *
 * <p>The range is cut into four quarters: public, private, database, and one that stays free for later tiers. Each
 * quarter has one half per availability zone. A tier is one range, so one rule admits it.
 *
 * @param vpc the whole range; /16 is the largest that a VPC may have (Amazon VPC User Guide, "VPC CIDR blocks"); with
 *     less than /24 a subnet would be under the /27 that a balancer needs (Elastic Load Balancing User Guide for
 *     Application Load Balancers, "Subnets for your load balancer")
 */
public record NetworkLayout(Cidr vpc) {
    /** How many availability zones a network spans. */
    public static final int ZONES = 2;

    /** @throws IllegalArgumentException if the range is not within RFC 1918, or its prefix is not 16 to 24 */
    public NetworkLayout {
        if (vpc.prefix() < 16 || vpc.prefix() > 24) {
            throw new IllegalArgumentException("the CIDR of a VPC must be a /16 to /24 but is " + vpc);
        }
        if (!vpc.isPrivate()) {
            throw new IllegalArgumentException(
                    "the CIDR of a VPC must be within " + Cidr.PRIVATE_USE + " (RFC 1918) but is " + vpc);
        }
    }

    /**
     * The layout of a VPC whose range is given in the usual notation.
     *
     * @throws IllegalArgumentException as the constructor and {@link Cidr#of}
     */
    public static NetworkLayout of(String vpcCidr) {
        return new NetworkLayout(Cidr.of(vpcCidr));
    }

    /** The range of a tier: all its subnets and nothing else. */
    public Cidr tier(Tier tier) {
        return vpc.part(2, tier.ordinal());
    }

    /** The ranges of a tier's subnets, one per availability zone. */
    public List<Cidr> subnets(Tier tier) {
        return IntStream.range(0, ZONES)
                .mapToObj(zone -> tier(tier).part(1, zone))
                .toList();
    }
}
