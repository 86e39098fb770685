package dev.drlab.infra.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import dev.drlab.infra.common.Cidr;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static Synthesized one;
    private static Synthesized two;

    @BeforeAll
    static void synthesize() {
        one = synthesize(NetworkPropsTest.valid().build());
        two = synthesize(NetworkPropsTest.valid().natGateways(2).build());
    }

    private static Synthesized synthesize(NetworkProps props) {
        TerraformStack stack = new TerraformStack(Testing.app(), "test");
        new Network(stack, "network", props);
        return Synthesized.of(stack);
    }

    @Test
    void hasOneSubnetOfEachTierInEachZone() {
        assertThat(one.all("aws_subnet"))
                .extracting(s -> s.path("availability_zone").asText() + " "
                        + s.path("cidr_block").asText())
                .containsExactlyInAnyOrder(
                        "ap-southeast-2a 10.20.0.0/19",
                        "ap-southeast-2b 10.20.32.0/19",
                        "ap-southeast-2a 10.20.64.0/19",
                        "ap-southeast-2b 10.20.96.0/19",
                        "ap-southeast-2a 10.20.128.0/19",
                        "ap-southeast-2b 10.20.160.0/19");
        assertThat(one.all("aws_subnet"))
                .noneMatch(s -> s.path("map_public_ip_on_launch").asBoolean(true));
        assertThat(one.only("aws_vpc").path("cidr_block").asText()).isEqualTo("10.20.0.0/16");
    }

    @Test
    void onlyPublicSubnetsHaveAWayFromTheInternet() {
        assertThat(defaultRoutesOf(one, "drlab-public-1")).containsExactly("gateway_id drlab");
        assertThat(defaultRoutesOf(one, "drlab-public-2")).containsExactly("gateway_id drlab");
        assertThat(defaultRoutesOf(one, "drlab-private-1")).containsExactly("nat_gateway_id drlab-nat-1");
        assertThat(defaultRoutesOf(one, "drlab-private-2")).containsExactly("nat_gateway_id drlab-nat-1");
    }

    @Test
    void databaseSubnetsHaveNoWayToTheInternet() {
        assertThat(defaultRoutesOf(one, "drlab-database-1")).isEmpty();
        assertThat(defaultRoutesOf(one, "drlab-database-2")).isEmpty();
    }

    @Test
    void aSecondNatGatewayServesTheSecondZoneFromThatZone() {
        assertThat(one.all("aws_nat_gateway")).hasSize(1);
        assertThat(two.all("aws_nat_gateway"))
                .extracting(nat -> two.nameOf(nat.path("subnet_id").asText()))
                .containsExactlyInAnyOrder("drlab-public-1", "drlab-public-2");
        assertThat(defaultRoutesOf(two, "drlab-private-1")).containsExactly("nat_gateway_id drlab-nat-1");
        assertThat(defaultRoutesOf(two, "drlab-private-2")).containsExactly("nat_gateway_id drlab-nat-2");
    }

    @Test
    void objectsAndControlTableAreReachedWithoutTheNatGateway() {
        assertThat(one.all("aws_vpc_endpoint"))
                .extracting(e -> e.path("service_name").asText())
                .containsExactlyInAnyOrder("com.amazonaws.ap-southeast-2.s3", "com.amazonaws.ap-southeast-2.dynamodb");
        for (JsonNode endpoint : one.all("aws_vpc_endpoint")) {
            assertThat(endpoint.path("vpc_endpoint_type").asText()).isEqualTo("Gateway");
            assertThat(endpoint.path("route_table_ids"))
                    .extracting(id -> one.nameOf(id.asText()))
                    .containsExactlyInAnyOrder("drlab-private-1", "drlab-private-2");
        }
    }

    @Test
    void securityGroupsAdmitWhatTheDesignListsAndNothingElse() {
        assertThat(rules(one, "aws_vpc_security_group_ingress_rule", "<-"))
                .containsExactlyInAnyOrder(
                        "drlab-balancer <- 0.0.0.0/0 80",
                        "drlab-balancer <- 0.0.0.0/0 443",
                        "drlab-service <- drlab-balancer 8080",
                        "drlab-database <- drlab-service 5432",
                        "drlab-database <- drlab-agent 5432",
                        "drlab-database <- drlab-verifier 5432",
                        "drlab-database <- 10.30.64.0/18 5432",
                        "drlab-database <- 10.30.128.0/18 5432");
        assertThat(one.only("aws_default_security_group").has("ingress")).isFalse();
        assertThat(one.only("aws_default_security_group").has("egress")).isFalse();
    }

    @Test
    void securityGroupsLetOutWhatTheDesignListsAndNothingElse() {
        assertThat(rules(one, "aws_vpc_security_group_egress_rule", "->"))
                .containsExactlyInAnyOrder(
                        "drlab-balancer -> drlab-service 8080",
                        "drlab-service -> drlab-database 5432",
                        "drlab-service -> 0.0.0.0/0 80",
                        "drlab-service -> 0.0.0.0/0 443",
                        "drlab-agent -> drlab-database 5432",
                        "drlab-agent -> 10.30.128.0/18 5432",
                        "drlab-agent -> 0.0.0.0/0 80",
                        "drlab-agent -> 0.0.0.0/0 443",
                        "drlab-verifier -> drlab-database 5432",
                        "drlab-verifier -> 10.30.128.0/18 5432",
                        "drlab-verifier -> 0.0.0.0/0 443",
                        "drlab-database -> 10.30.128.0/18 5432");
    }

    @Test
    void withoutADomainTheHttpListenerIsTheOnlyOneAndAwsIsStillReached() {
        Synthesized http = synthesize(
                NetworkPropsTest.valid().ports(Ports.withListeners(List.of(80))).build());
        assertThat(rules(http, "aws_vpc_security_group_ingress_rule", "<-"))
                .filteredOn(rule -> rule.startsWith("drlab-balancer"))
                .containsExactly("drlab-balancer <- 0.0.0.0/0 80");
        assertThat(rules(http, "aws_vpc_security_group_egress_rule", "->"))
                .contains("drlab-agent -> 0.0.0.0/0 80", "drlab-agent -> 0.0.0.0/0 443");
    }

    @Test
    void theBalancerAdmitsTheNamedClientsAndTheOwnNatGatewaysAndNobodyElse() {
        Synthesized named = synthesize(NetworkPropsTest.valid()
                .ports(Ports.withListeners(List.of(80)))
                .clients(List.of(Cidr.of("198.51.100.0/24")))
                .natGateways(2)
                .build());
        assertThat(rules(named, "aws_vpc_security_group_ingress_rule", "<-"))
                .filteredOn(rule -> rule.startsWith("drlab-balancer"))
                .hasSize(3)
                .contains("drlab-balancer <- 198.51.100.0/24 80")
                .filteredOn(rule -> rule.contains("aws_eip.") && rule.endsWith("public_ip}/32 80"))
                .hasSize(2);
    }

    @Test
    void databaseSubnetsAdmitPostgresFromBothRegionsAndAnswers() {
        JsonNode acl = one.only("aws_network_acl");
        assertThat(acl.path("subnet_ids"))
                .extracting(id -> one.nameOf(id.asText()))
                .containsExactlyInAnyOrder("drlab-database-1", "drlab-database-2");
        assertThat(entries(acl.path("ingress")))
                .containsExactlyInAnyOrder(
                        "allow tcp 10.20.64.0/18 5432-5432",
                        "allow tcp 10.30.64.0/18 5432-5432",
                        "allow tcp 10.30.128.0/18 5432-5432",
                        "allow tcp 10.30.128.0/18 1024-65535",
                        "allow icmp 0.0.0.0/0 type 3 code 4");
        assertThat(entries(acl.path("egress")))
                .containsExactlyInAnyOrder(
                        "allow tcp 10.20.64.0/18 1024-65535",
                        "allow tcp 10.30.64.0/18 1024-65535",
                        "allow tcp 10.30.128.0/18 1024-65535",
                        "allow tcp 10.30.128.0/18 5432-5432",
                        "allow icmp 0.0.0.0/0 type 3 code 4");
    }

    @Test
    void entriesOfTheDatabaseAclHaveNumbersOfTheirOwn() {
        JsonNode acl = one.only("aws_network_acl");
        for (String direction : List.of("ingress", "egress")) {
            assertThat(acl.path(direction))
                    .extracting(entry -> entry.path("rule_no").asInt())
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number >= 1 && number <= 32766);
        }
    }

    /** Traffic that one region's rules let out is let in by the other region's rules, and the reverse. */
    @Test
    void theTwoRegionsAgreeAboutWhatPassesBetweenThem() {
        Synthesized peer = synthesize(NetworkPropsTest.valid()
                .region("us-west-2")
                .availabilityZones(List.of("us-west-2a", "us-west-2b"))
                .vpcCidr("10.30.0.0/16")
                .peerVpcCidr("10.20.0.0/16")
                .build());
        assertThat(rules(peer, "aws_vpc_security_group_ingress_rule", "<-"))
                .contains("drlab-database <- 10.20.64.0/18 5432", "drlab-database <- 10.20.128.0/18 5432");
        assertThat(entries(peer.only("aws_network_acl").path("ingress")))
                .contains("allow tcp 10.20.64.0/18 5432-5432", "allow tcp 10.20.128.0/18 5432-5432");
        assertThat(entries(peer.only("aws_network_acl").path("egress")))
                .contains("allow tcp 10.20.64.0/18 1024-65535", "allow tcp 10.20.128.0/18 1024-65535");
    }

    @Test
    void thePeerIsRoutedFromThePrivateAndDatabaseTablesOnly() {
        TerraformStack stack = new TerraformStack(Testing.app(), "test");
        Network network = new Network(stack, "network", NetworkPropsTest.valid().build());
        List<String> tables = network.getPeeredRouteTableIds();
        TerraformOutput.Builder.create(stack, "tables").value(tables).build();
        assertThat(tables).hasSize(Network.PEERED_ROUTE_TABLES);
        Synthesized json = Synthesized.of(stack);
        assertThat(json.output("tables"))
                .extracting(id -> json.nameOf(id.asText()))
                .containsExactly("drlab-private-1", "drlab-private-2", "drlab-database");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(Testing.synth(stack())).isEqualTo(Testing.synth(stack()));
    }

    private static TerraformStack stack() {
        TerraformStack stack = new TerraformStack(Testing.app(), "test");
        new Network(stack, "network", NetworkPropsTest.valid().build());
        return stack;
    }

    /** Kind and name of the targets of the default routes that hold for a subnet. */
    private static Set<String> defaultRoutesOf(Synthesized json, String subnet) {
        Set<String> targets = new TreeSet<>();
        List<JsonNode> associations = json.all("aws_route_table_association").stream()
                .filter(a -> json.nameOf(a.path("subnet_id").asText()).equals(subnet))
                .toList();
        assertThat(associations).as("associations of " + subnet).hasSize(1);
        for (JsonNode route : json.all("aws_route")) {
            if (route.path("route_table_id").equals(associations.get(0).path("route_table_id"))
                    && route.path("destination_cidr_block").asText().equals("0.0.0.0/0")) {
                Stream.of("gateway_id", "nat_gateway_id")
                        .filter(route::has)
                        .forEach(kind -> targets.add(
                                kind + " " + json.nameOf(route.path(kind).asText())));
            }
        }
        return targets;
    }

    private static List<String> rules(Synthesized json, String type, String arrow) {
        return json.all(type).stream()
                .map(rule -> {
                    assertThat(rule.path("ip_protocol").asText()).isEqualTo("tcp");
                    assertThat(rule.path("to_port")).isEqualTo(rule.path("from_port"));
                    String other = rule.has("cidr_ipv4")
                            ? rule.path("cidr_ipv4").asText()
                            : json.nameOf(
                                    rule.path("referenced_security_group_id").asText());
                    return "%s %s %s %d"
                            .formatted(
                                    json.nameOf(rule.path("security_group_id").asText()),
                                    arrow,
                                    other,
                                    rule.path("from_port").asInt());
                })
                .toList();
    }

    private static List<String> entries(JsonNode entries) {
        return Stream.iterate(0, i -> i < entries.size(), i -> i + 1)
                .map(entries::get)
                .map(e -> "%s %s %s %s"
                        .formatted(
                                e.path("action").asText(),
                                e.path("protocol").asText(),
                                e.path("cidr_block").asText(),
                                e.path("icmp_type").isNumber()
                                        ? "type %d code %d"
                                                .formatted(
                                                        e.path("icmp_type").asInt(),
                                                        e.path("icmp_code").asInt())
                                        : e.path("from_port").asInt() + "-"
                                                + e.path("to_port").asInt()))
                .toList();
    }
}
