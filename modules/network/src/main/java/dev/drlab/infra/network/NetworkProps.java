package dev.drlab.infra.network;

import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.common.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The parts of one region's network.
 *
 * @param name prefix of all names, such as {@code drlab}
 * @param region the AWS region, such as {@code ap-southeast-2}
 * @param availabilityZones names of two different zones of the region. They are given, not looked up: a list that AWS
 *     answers changes when a zone is added or impaired, and a subnet's zone cannot be changed in place
 * @param layout address ranges of this region's VPC
 * @param peerLayout address ranges of the other region's VPC; must not overlap with this one's
 * @param natGateways 1, or 2 for one per zone
 * @param ports what listens where
 * @param clients whom the balancer admits, beside this region's own NAT gateways; may be empty. {@link #EVERYBODY} for a
 *     service that speaks TLS
 */
public record NetworkProps(
        String name,
        String region,
        List<String> availabilityZones,
        NetworkLayout layout,
        NetworkLayout peerLayout,
        int natGateways,
        Ports ports,
        List<Cidr> clients) {
    /** Every address. */
    public static final List<Cidr> EVERYBODY = List.of(Cidr.of("0.0.0.0/0"));

    /** @throws IllegalArgumentException if a rule above is broken; the message names the input, value and rule */
    public NetworkProps {
        Require.text("name", name);
        Require.text("region", region);
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(peerLayout, "peerLayout");
        Objects.requireNonNull(ports, "ports");
        clients = List.copyOf(clients);
        if (new HashSet<>(clients).size() < clients.size()) {
            throw new IllegalArgumentException("clients must be different ranges but are " + clients);
        }
        availabilityZones = List.copyOf(availabilityZones);
        if (availabilityZones.stream().distinct().count() != NetworkLayout.ZONES
                || availabilityZones.size() != NetworkLayout.ZONES
                || !availabilityZones.stream().allMatch(zone -> zone.matches(Pattern.quote(region) + "[a-z]"))) {
            throw new IllegalArgumentException("availabilityZones must be %d different zones of %s but are %s"
                    .formatted(NetworkLayout.ZONES, region, availabilityZones));
        }
        if (natGateways < 1 || natGateways > NetworkLayout.ZONES) {
            throw new IllegalArgumentException(
                    "natGateways must be 1 to %d but is %d".formatted(NetworkLayout.ZONES, natGateways));
        }
        if (layout.vpc().overlaps(peerLayout.vpc())) {
            throw new IllegalArgumentException("the VPCs of the two regions must not overlap but are %s and %s"
                    .formatted(layout.vpc(), peerLayout.vpc()));
        }
    }

    /** A builder with one NAT gateway and everything else unset. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of {@link NetworkProps}. */
    public static final class Builder {
        private String name = "";
        private String region = "";
        private List<String> availabilityZones = List.of();
        private NetworkLayout layout;
        private NetworkLayout peerLayout;
        private int natGateways = 1;
        private Ports ports;
        private List<Cidr> clients = List.of();

        private Builder() {}

        /** Prefix of all names. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The AWS region. */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /** Names of two zones of the region. */
        public Builder availabilityZones(List<String> value) {
            availabilityZones = value;
            return this;
        }

        /** The range of this region's VPC, such as {@code 10.20.0.0/16}. */
        public Builder vpcCidr(String value) {
            layout = NetworkLayout.of(value);
            return this;
        }

        /** The range of the other region's VPC. */
        public Builder peerVpcCidr(String value) {
            peerLayout = NetworkLayout.of(value);
            return this;
        }

        /** 1 (the default) or 2. */
        public Builder natGateways(int value) {
            natGateways = value;
            return this;
        }

        /** The ports, by who listens. */
        public Builder ports(Ports value) {
            ports = value;
            return this;
        }

        /** Whom the balancer admits; nobody by default. */
        public Builder clients(List<Cidr> value) {
            clients = value;
            return this;
        }

        /** @throws IllegalArgumentException if a rule of {@link NetworkProps} is broken */
        public NetworkProps build() {
            return new NetworkProps(name, region, availabilityZones, layout, peerLayout, natGateways, ports, clients);
        }
    }
}
