package dev.drlab.infra.network;

import java.util.Locale;

/**
 * The use of a subnet. The order is that of the address ranges: never change it, or every subnet is replaced.
 */
public enum Tier {
    /** Balancer and NAT gateways; the internet reaches it. */
    PUBLIC,
    /** Service tasks, agent and verifier; reaches the internet through a NAT gateway. */
    PRIVATE,
    /** The database; no way to or from the internet. */
    DATABASE;

    /** The name as used in resource names, {@code public}, {@code private} or {@code database}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
