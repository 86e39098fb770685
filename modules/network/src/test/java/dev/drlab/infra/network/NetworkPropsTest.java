package dev.drlab.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPropsTest {
    static NetworkProps.Builder valid() {
        return NetworkProps.builder()
                .name("drlab")
                .region("ap-southeast-2")
                .availabilityZones(List.of("ap-southeast-2a", "ap-southeast-2b"))
                .vpcCidr("10.20.0.0/16")
                .peerVpcCidr("10.30.0.0/16")
                .ports(Ports.withListeners(List.of(80, 443)))
                .clients(NetworkProps.EVERYBODY);
    }

    @Test
    void hasOneNatGatewayUnlessMoreAreAskedFor() {
        assertThat(valid().build().natGateways()).isEqualTo(1);
    }

    @Test
    void refusesOtherThanTwoZonesOfTheRegion() {
        for (List<String> zones : List.of(
                List.of("ap-southeast-2a"),
                List.of("ap-southeast-2a", "ap-southeast-2a"),
                List.of("ap-southeast-2a", "us-west-2a"),
                List.of("ap-southeast-2a", "ap-southeast-2"),
                List.of("ap-southeast-2a", "ap-southeast-2b", "ap-southeast-2c"))) {
            assertThatThrownBy(() -> valid().availabilityZones(zones).build())
                    .hasMessageContaining("availabilityZones")
                    .hasMessageContaining(zones.toString());
        }
    }

    @Test
    void refusesMoreNatGatewaysThanZonesAndNone() {
        assertThatThrownBy(() -> valid().natGateways(3).build()).hasMessageContaining("natGateways");
        assertThatThrownBy(() -> valid().natGateways(0).build()).hasMessageContaining("natGateways");
    }

    @Test
    void refusesRegionsThatCouldNotBePeered() {
        assertThatThrownBy(() -> valid().peerVpcCidr("10.20.128.0/20").build())
                .hasMessageContaining("10.20.0.0/16")
                .hasMessageContaining("10.20.128.0/20");
    }

    @Test
    void refusesPortsThatDoNotExistAndListenersThatCollide() {
        assertThatThrownBy(() -> new Ports(List.of(443), 0, 5432)).hasMessageContaining("0");
        assertThatThrownBy(() -> new Ports(List.of(443), 8080, 65536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> new Ports(List.of(80, 80), 8080, 5432)).hasMessageContaining("listeners");
        assertThatThrownBy(() -> new Ports(List.of(), 8080, 5432)).hasMessageContaining("listeners");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> valid().name(" ").build()).hasMessageContaining("name");
        assertThatThrownBy(() ->
                        NetworkProps.builder().name("drlab").region("us-west-2").build())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("layout");
    }
}
