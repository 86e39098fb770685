package dev.drlab.cost.rule;

import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Place;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** NAT, addresses, balancers, endpoints, peering, and the web firewall. */
final class NetworkRules {
    private static final String VPC = "VPC";
    private static final String BALANCER = "Load balancing";
    private static final String TRANSFER = "Data transfer";
    private static final String WAF = "WAF";

    private NetworkRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_nat_gateway", new Rule.Charged(NetworkRules::nat),
                "aws_eip", new Rule.Charged(NetworkRules::address),
                "aws_lb", new Rule.Charged(NetworkRules::balancer),
                "aws_vpc_endpoint", new Rule.Charged(NetworkRules::endpoint),
                "aws_vpc_peering_connection", new Rule.Charged(NetworkRules::peering),
                "aws_wafv2_web_acl", new Rule.Charged(NetworkRules::firewall));
    }

    private static List<Charge> nat(Resource gateway, Context context) {
        return List.of(
                context.hourly(VPC, gateway, "nat.hour", 1, "one NAT gateway"),
                context.assumed(VPC, gateway, "nat.gb", "nat.processed"),
                context.assumed(TRANSFER, gateway, "transfer.other-region.gb", "nat.other-region"));
    }

    private static List<Charge> address(Resource address, Context context) {
        return List.of(context.hourly(VPC, address, "ipv4.hour", 1, "one public IPv4 address"));
    }

    private static List<Charge> balancer(Resource balancer, Context context) {
        if (!"application".equals(balancer.text("load_balancer_type"))) {
            throw new CostException(balancer + " is no application load balancer: add its price to the rules");
        }
        List<Charge> charges = new ArrayList<>(List.of(
                context.hourly(BALANCER, balancer, "alb.hour", 1, "one application load balancer"),
                context.assumed(BALANCER, balancer, "alb.lcu-hour", "balancer.capacity-unit-hours")));
        if (!balancer.body().path("internal").asBoolean()) {
            int zones = balancer.body().path("subnets").size();
            charges.add(
                    context.hourly(VPC, balancer, "ipv4.hour", zones, zones + " public addresses, one in each zone"));
            charges.add(context.assumed(TRANSFER, balancer, "transfer.internet.gb", "balancer.out"));
        }
        return charges;
    }

    private static List<Charge> endpoint(Resource endpoint, Context context) {
        if (endpoint.body().path("vpc_endpoint_type").asText("Gateway").equals("Gateway")) {
            return List.of();
        }
        int zones = endpoint.body().path("subnet_ids").size();
        return List.of(context.hourly(VPC, endpoint, "endpoint.hour", zones, "in " + zones + " zones"));
    }

    private static List<Charge> peering(Resource peering, Context context) {
        Assumptions.Assumption use = context.assumptions().get("peering.sent");
        List<Charge> charges = new ArrayList<>();
        for (Place place : List.of(Place.PRIMARY, Place.SECONDARY)) {
            charges.add(new Charge(
                    TRANSFER,
                    context.stacks().region(place),
                    "transfer.other-region.gb",
                    use.in(place),
                    use.unit(),
                    List.of(use.key())));
        }
        return charges;
    }

    /** A managed rule group counts as one rule; those of the groups here are included in the price. */
    private static List<Charge> firewall(Resource acl, Context context) {
        int rules = acl.body().path("rule").size();
        return List.of(
                Charge.fixed(WAF, acl.region(), "waf.acl.month", Range.exactly(1), "one web ACL"),
                Charge.fixed(WAF, acl.region(), "waf.rule.month", Range.exactly(rules), rules + " rules"),
                context.assumed(WAF, acl, "waf.million", "waf.requests"));
    }
}
