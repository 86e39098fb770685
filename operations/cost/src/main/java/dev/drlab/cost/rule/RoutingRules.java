package dev.drlab.cost.rule;

import dev.drlab.cost.input.Price;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Health checks and names. */
final class RoutingRules {
    private static final String ROUTE_53 = "Route 53";
    private static final int SLOW_INTERVAL = 30;

    private RoutingRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_route53_health_check", new Rule.Charged(RoutingRules::healthCheck),
                "aws_route53_record", new Rule.Charged(RoutingRules::name));
    }

    /** HTTPS, matching of a text, the fast interval and measuring of latency are charged one by one. */
    private static List<Charge> healthCheck(Resource check, Context context) {
        int options = 0;
        options += check.text("type").startsWith("HTTPS") ? 1 : 0;
        options += check.body().has("search_string") ? 1 : 0;
        options += check.body().path("measure_latency").asBoolean() ? 1 : 0;
        options += check.body().path("request_interval").asInt(SLOW_INTERVAL) < SLOW_INTERVAL ? 1 : 0;
        List<Charge> charges = new ArrayList<>(List.of(Charge.fixed(
                ROUTE_53, Price.GLOBAL, "route53.health-check.month", Range.exactly(1), "one health check")));
        if (options > 0) {
            charges.add(Charge.fixed(
                    ROUTE_53,
                    Price.GLOBAL,
                    "route53.health-check-option.month",
                    Range.exactly(options),
                    "HTTPS, text, latency and fast interval, one by one"));
        }
        return charges;
    }

    /** Alias records that lead to balancers are answered without charge; the others by the million. */
    private static List<Charge> name(Resource name, Context context) {
        if (name.body().has("alias")) {
            return List.of();
        }
        return List.of(context.assumed(ROUTE_53, name, Price.GLOBAL, "route53.million", "route53.queries"));
    }
}
