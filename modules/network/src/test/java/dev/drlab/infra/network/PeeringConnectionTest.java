package dev.drlab.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeeringConnectionTest {
    private TerraformStack stack;
    private AwsProvider sydney;
    private AwsProvider oregon;

    @BeforeEach
    void providers() {
        stack = new TerraformStack(Testing.app(), "test");
        sydney = provider("ap-southeast-2", "primary");
        oregon = provider("us-west-2", "secondary");
    }

    private AwsProvider provider(String region, String alias) {
        return AwsProvider.Builder.create(stack, alias)
                .region(region)
                .alias(alias)
                .build();
    }

    private PeeringSide requester() {
        return side(sydney, "ap-southeast-2", "vpc-1", "10.20.0.0/16", List.of("rtb-1", "rtb-2", "rtb-3"));
    }

    private PeeringSide accepter() {
        return side(oregon, "us-west-2", "vpc-2", "10.30.0.0/16", List.of("rtb-4", "rtb-5"));
    }

    private static PeeringSide side(AwsProvider provider, String region, String vpc, String cidr, List<String> tables) {
        return new PeeringSide(provider, region, vpc, Cidr.of(cidr), tables);
    }

    @Test
    void isRequestedInOneRegionAndAcceptedInTheOther() {
        new PeeringConnection(stack, "peering", "drlab", requester(), accepter());
        Synthesized json = Synthesized.of(stack);
        JsonNode request = json.only("aws_vpc_peering_connection");
        assertThat(request.path("provider").asText()).isEqualTo("aws.primary");
        assertThat(request.path("vpc_id").asText()).isEqualTo("vpc-1");
        assertThat(request.path("peer_vpc_id").asText()).isEqualTo("vpc-2");
        assertThat(request.path("peer_region").asText()).isEqualTo("us-west-2");
        assertThat(request.path("auto_accept").asBoolean(true)).isFalse();
        JsonNode accept = json.only("aws_vpc_peering_connection_accepter");
        assertThat(accept.path("provider").asText()).isEqualTo("aws.secondary");
        assertThat(accept.path("auto_accept").asBoolean()).isTrue();
        assertThat(json.referenced(accept.path("vpc_peering_connection_id").asText()))
                .isEqualTo(request);
    }

    @Test
    void everyGivenTableGetsARouteToTheOtherSideInItsOwnRegion() {
        new PeeringConnection(stack, "peering", "drlab", requester(), accepter());
        Synthesized json = Synthesized.of(stack);
        assertThat(json.all("aws_route"))
                .extracting(route -> "%s %s %s"
                        .formatted(
                                route.path("provider").asText(),
                                route.path("route_table_id").asText(),
                                route.path("destination_cidr_block").asText()))
                .containsExactlyInAnyOrder(
                        "aws.primary rtb-1 10.30.0.0/16",
                        "aws.primary rtb-2 10.30.0.0/16",
                        "aws.primary rtb-3 10.30.0.0/16",
                        "aws.secondary rtb-4 10.20.0.0/16",
                        "aws.secondary rtb-5 10.20.0.0/16");
        assertThat(json.all("aws_route"))
                .extracting(route -> route.path("vpc_peering_connection_id").asText())
                .allMatch(id -> id.contains("aws_vpc_peering_connection_accepter."));
    }

    @Test
    void refusesSidesThatCannotBePeered() {
        PeeringSide sameRegion = side(sydney, "ap-southeast-2", "vpc-2", "10.30.0.0/16", List.of("rtb-4"));
        PeeringSide overlapping = side(oregon, "us-west-2", "vpc-2", "10.20.128.0/17", List.of("rtb-4"));
        assertThatThrownBy(() -> new PeeringConnection(stack, "a", "drlab", requester(), sameRegion))
                .hasMessageContaining("different regions");
        assertThatThrownBy(() -> new PeeringConnection(stack, "b", "drlab", requester(), overlapping))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> side(oregon, "us-west-2", "vpc-2", "10.30.0.0/16", List.of()))
                .hasMessageContaining("routeTableIds");
    }
}
