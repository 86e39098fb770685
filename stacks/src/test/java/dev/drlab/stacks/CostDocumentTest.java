package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cost.Assumptions;
import dev.drlab.cost.CostException;
import dev.drlab.cost.CostMarkdown;
import dev.drlab.cost.Estimate;
import dev.drlab.cost.Event;
import dev.drlab.cost.PriceTable;
import dev.drlab.cost.Range;
import dev.drlab.cost.SynthesizedStacks;
import dev.drlab.stacks.config.ConfigParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is synthesized has a price, the default's is in its range, and docs/cost.md shows it. To write it anew: {@code mvn -pl
 * stacks -am test -Dtest=CostDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true}.
 */
class CostDocumentTest {
    private static final DocumentSection SECTION = new DocumentSection(
            Path.of("..", "docs", "cost.md"), "<!-- cost: written by CostDocumentTest -->\n", "<!-- end of cost -->\n");

    private static final BigDecimal LEAST = BigDecimal.valueOf(200);
    private static final BigDecimal MOST = BigDecimal.valueOf(500);
    private static final PriceTable PRICES = PriceTable.shipped();
    private static final Assumptions ASSUMPTIONS = Assumptions.shipped();
    private static final String DOMAIN = "\"domainName\": \"app.example.com\", \"hostedZoneId\": \"Z123456\"";

    /** Each key that changes the cost, with the value that is priced, and what it is compared with. */
    private static final Map<String, Priced> KEYS = keys();

    private record Priced(String value, String context, String without) {}

    private static Map<String, Priced> keys() {
        Map<String, Priced> keys = new LinkedHashMap<>();
        keys.put("`domainName`, `hostedZoneId`", new Priced("a name, a zone", "{" + DOMAIN + "}", "{}"));
        keys.put(
                "`healthCheckIntervalSeconds`",
                new Priced(
                        "10, with a domain",
                        "{" + DOMAIN + ", \"healthCheckIntervalSeconds\": 10}",
                        "{" + DOMAIN + "}"));
        keys.put("`dbMultiAz`", new Priced("true", "{\"dbMultiAz\": true}", "{}"));
        keys.put("`dbInstanceClass`", new Priced("`db.m7g.large`", "{\"dbInstanceClass\": \"db.m7g.large\"}", "{}"));
        keys.put("`natGateways`", new Priced("2", "{\"natGateways\": 2}", "{}"));
        keys.put("`primaryTasks`", new Priced("4", "{\"primaryTasks\": 4}", "{}"));
        keys.put("`warmStandbyTasks`", new Priced("2", "{\"warmStandbyTasks\": 2}", "{}"));
        keys.put(
                "`alarmEmail`, `monthlyBudgetUsd`",
                new Priced("an address, 500", "{\"alarmEmail\": \"a@example.com\"}", "{}"));
        keys.put("`useMultiRegionKms`", new Priced("false", "{\"useMultiRegionKms\": false}", "{}"));
        keys.put("`wafEnabled`", new Priced("true", "{\"wafEnabled\": true}", "{}"));
        keys.put("`flowLogDays`", new Priced("0", "{\"flowLogDays\": 0}", "{}"));
        keys.put("`canaryEnabled`", new Priced("false", "{\"canaryEnabled\": false}", "{}"));
        return keys;
    }

    private static final Map<String, Estimate> ESTIMATES = new TreeMap<>();

    @Test
    void theDefaultCostsBetween200And500UsdAMonth() {
        Range total = estimate("{}").total();
        assertThat(total.low()).isGreaterThanOrEqualTo(LEAST);
        assertThat(total.high()).isLessThanOrEqualTo(MOST);
    }

    /** A budget below what is expected would cry every month, and soon be read by nobody. */
    @Test
    void theDefaultBudgetIsNotBelowTheDefaultsCost() {
        assertThat(BigDecimal.valueOf(ConfigParser.parse("{}").monthlyBudgetUsd()))
                .isGreaterThanOrEqualTo(estimate("{}").total().high());
    }

    @Test
    void everyResourceHasAPriceWithEveryKeySetToo() {
        assertThat(of(Synthesis.full()).total().low()).isGreaterThan(LEAST);
        assertThat(of(Synthesis.documented()).total().low()).isGreaterThan(LEAST);
        for (Priced key : KEYS.values()) {
            assertThat(estimate(key.context()).total().low()).as(key.context()).isPositive();
        }
    }

    @Test
    void aTypeWithoutARuleIsAnErrorThatNamesIt() {
        Map<String, JsonNode> stacks = stacks(Synthesis.plain());
        JsonNode network = stacks.get("PrimaryNetworkStack").deepCopy();
        ((ObjectNode) network.path("resource"))
                .putObject("aws_nat_gateway_of_another_kind")
                .putObject("x");
        stacks.put("PrimaryNetworkStack", network);
        SynthesizedStacks changed = new SynthesizedStacks(stacks);
        assertThatThrownBy(() -> Estimate.ofMonth(changed, PRICES, ASSUMPTIONS))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("aws_nat_gateway_of_another_kind");
    }

    @Test
    void aRegionWithoutPricesIsAnErrorThatNamesWhatMisses() {
        Synthesis elsewhere = Synthesis.of(ConfigParser.parse("{\"secondaryRegion\": \"eu-central-1\"}"));
        assertThatThrownBy(() -> of(elsewhere))
                .isInstanceOf(CostException.class)
                .hasMessageContaining("nat.hour in eu-central-1")
                .hasMessageContaining("--region-prices");
    }

    @Test
    void noAssumptionIsLeftOver() {
        Set<String> used = new TreeSet<>();
        all().forEach(estimate -> used.addAll(estimate.assumptions()));
        assertThat(ASSUMPTIONS.rows()).extracting(Assumptions.Assumption::key).allMatch(used::contains);
    }

    @Test
    void theDocumentHasTheTables() throws IOException {
        SECTION.assertHolds(text());
    }

    private static String text() {
        Estimate normal = estimate("{}");
        StringBuilder text = new StringBuilder("\n## The default configuration\n\nUSD a month:\n\n");
        text.append(CostMarkdown.byServiceAndRegion(normal));
        text.append("\nOf this, ")
                .append(CostMarkdown.amount(normal.unconfirmed()))
                .append(" USD rest on prices that no source confirms.\n");
        text.append("\n## What each key adds\n\nUSD a month, against the default where nothing else is said:\n\n");
        text.append("| key | value | adds |\n|---|---|---:|\n");
        KEYS.forEach((key, priced) -> text.append("| ")
                .append(key)
                .append(" | ")
                .append(priced.value())
                .append(" | ")
                .append(CostMarkdown.difference(estimate(priced.context()), estimate(priced.without())))
                .append(" |\n"));
        for (Event event : Event.values()) {
            Estimate cost = event(event);
            text.append("\n## What ")
                    .append(event.title())
                    .append(" costs\n\nBeyond the ordinary month: ")
                    .append(CostMarkdown.amount(cost.total()))
                    .append(" USD.\n\n")
                    .append(CostMarkdown.charges(cost));
        }
        text.append("\n## Every charge of the default configuration\n\n");
        text.append(CostMarkdown.charges(normal));
        text.append("\n## Assumptions\n\n").append(CostMarkdown.assumptions(all()));
        text.append("\n## Prices\n\n").append(CostMarkdown.prices(PRICES));
        text.append("\n## What is free\n\n").append(CostMarkdown.free());
        return text.append('\n').toString();
    }

    private static List<Estimate> all() {
        List<Estimate> all = new ArrayList<>(List.of(estimate("{}"), of(Synthesis.full())));
        KEYS.values().forEach(key -> all.add(estimate(key.context())));
        for (Event event : Event.values()) {
            all.add(event(event));
        }
        return all;
    }

    private static Estimate event(Event event) {
        return Estimate.of(event, new SynthesizedStacks(stacks(Synthesis.plain())), PRICES, ASSUMPTIONS);
    }

    /** Each configuration is synthesized once: that takes seconds. */
    private static Estimate estimate(String context) {
        return ESTIMATES.computeIfAbsent(
                context, key -> of(key.equals("{}") ? Synthesis.plain() : Synthesis.of(ConfigParser.parse(key))));
    }

    private static Estimate of(Synthesis synthesis) {
        return Estimate.ofMonth(new SynthesizedStacks(stacks(synthesis)), PRICES, ASSUMPTIONS);
    }

    private static Map<String, JsonNode> stacks(Synthesis synthesis) {
        Map<String, JsonNode> stacks = new TreeMap<>();
        synthesis.stacks().forEach(stack -> stacks.put(stack.name(), stack.json()));
        return stacks;
    }
}
