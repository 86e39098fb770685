package dev.drlab.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.infra.common.Cidr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkLayoutTest {
    /** A change here would replace the subnets of whoever has deployed drlab. */
    @Test
    void keepsTheRangesThatAreDeployed() {
        NetworkLayout layout = NetworkLayout.of("10.20.0.0/16");
        assertThat(layout.tier(Tier.PUBLIC)).hasToString("10.20.0.0/18");
        assertThat(layout.tier(Tier.PRIVATE)).hasToString("10.20.64.0/18");
        assertThat(layout.tier(Tier.DATABASE)).hasToString("10.20.128.0/18");
        assertThat(layout.subnets(Tier.PUBLIC)).hasToString("[10.20.0.0/19, 10.20.32.0/19]");
        assertThat(layout.subnets(Tier.PRIVATE)).hasToString("[10.20.64.0/19, 10.20.96.0/19]");
        assertThat(layout.subnets(Tier.DATABASE)).hasToString("[10.20.128.0/19, 10.20.160.0/19]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.20.0.0/16", "172.31.240.0/20", "192.168.7.0/24"})
    void subnetsLieWithinTheirTierAndApart(String cidr) {
        NetworkLayout layout = NetworkLayout.of(cidr);
        List<Cidr> all = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            assertThat(layout.vpc().contains(layout.tier(tier))).isTrue();
            assertThat(layout.subnets(tier)).hasSize(NetworkLayout.ZONES).allMatch(layout.tier(tier)::contains);
            all.addAll(layout.subnets(tier));
        }
        for (Cidr one : all) {
            assertThat(all).filteredOn(one::overlaps).containsExactly(one);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/15", "10.0.0.0/25"})
    void refusesASizeThatAVpcOrABalancerCannotHave(String cidr) {
        assertThatThrownBy(() -> NetworkLayout.of(cidr))
                .hasMessageContaining(cidr)
                .hasMessageContaining("/16 to /24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.0.0/16", "172.32.0.0/16", "100.64.0.0/16"})
    void refusesRangesOfTheInternet(String cidr) {
        assertThatThrownBy(() -> NetworkLayout.of(cidr))
                .hasMessageContaining(cidr)
                .hasMessageContaining("RFC 1918");
    }
}
