package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.cost.Estimate;
import dev.drlab.cost.Event;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.SynthesizedStacks;
import dev.drlab.cost.view.CostMarkdown;
import dev.drlab.infra.stacks.config.ConfigParser;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every synthesized resource has a price, the default's cost is in its range, and docs/cost.md shows it. To rewrite the
 * document: {@code mvn -pl stacks -am test -Dtest=CostDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddrlab.writeDocs=true}.
 */
class CostDocumentTest {
    private static final DocumentSection SECTION = new DocumentSection(
            Path.of("..", "docs", "cost.md"), "<!-- cost: written by CostDocumentTest -->\n", "<!-- end of cost -->\n");

    private static final BigDecimal LEAST = BigDecimal.valueOf(200);
    private static final BigDecimal MOST = BigDecimal.valueOf(500);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final PriceTable PRICES = PriceTable.shipped();
    private static final Assumptions ASSUMPTIONS = Assumptions.shipped();
    private static final String DOMAIN = "\"domainName\": \"app.example.com\", \"hostedZoneId\": \"Z123456\"";

    /** Each key that changes the cost, with the value that is priced and the value that it is compared with. */
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
        keys.put(
                "`canaryEnabled`",
                new Priced(
                        "false; what its ledger writes to the bucket is not taken off",
                        "{\"canaryEnabled\": false}",
                        "{}"));
        return keys;
    }

    /** Each other key, with the reason why it adds nothing, or with its effect. */
    private static final Map<String, String> OTHERS = others();

    /** Those other keys that can be set without a domain or another region, all at once. */
    private static final String ALL_OTHERS = """
            {"projectName": "other", "accountId": "123456789012", "environment": "test", "costCentre": "42",
             "stateBackend": "local", "availabilityZones": {"primary": "bc", "secondary": "bc"},
             "vpcCidrs": {"primary": "10.40.0.0/16", "secondary": "10.50.0.0/16"}, "dbMode": "rds-postgres",
             "dbEngineVersion": "16", "unfencedRoles": {"reports": "reads only"}, "serviceImageTag": "2.0.0",
             "imageDigests": {"service": "sha256:%1$s", "verifier": "sha256:%1$s"}, "agentJarKey": "agent/two.jar",
             "agentJarSha256": "%2$s=", "rtoTargetMinutes": 20, "rpoTargetSeconds": 200,
             "allowedCidrs": ["203.0.113.0/24"], "healthCheckFailureThreshold": 2,
             "operatorPermissionSets": ["Operators"], "githubRepository": "owner/name", "s3ReplicateDeletes": true}
            """.formatted("a".repeat(64), "A".repeat(43));

    private static final String CERTIFICATES = "{" + DOMAIN + """
            , "certificateArns": {"primary": "arn:aws:acm:ap-southeast-2:123456789012:certificate/a",
             "secondary": "arn:aws:acm:us-west-2:123456789012:certificate/a"}}
            """;

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("`projectName`, `environment`, `costCentre`", "0.00: names and tags");
        others.put("`accountId`", "0.00: whose bill it is");
        others.put(
                "`primaryRegion`, `secondaryRegion`",
                "other prices: a region without a row in the table is an error, `--region-prices` gives the rows");
        others.put("`availabilityZones`, `vpcCidrs`", "0.00: which zones and addresses, not how many");
        others.put(
                "`stateBackend`",
                "0.00: the buckets of the state are stacks of their own, there and priced either way");
        others.put("`dbMode`", "0.00: there is one only");
        others.put(
                "`dbEngineVersion`",
                "0.00: a class costs the same with every version. RDS charges extended support of a major version that is"
                        + " past its end: that is not priced");
        others.put("`unfencedRoles`", "0.00: a list in a standard parameter, which is free");
        others.put("`serviceImageTag`, `imageDigests`", "0.00: which image runs; what is kept is an assumption");
        others.put("`agentJarKey`, `agentJarSha256`", "0.00: which object a function is made of");
        others.put(
                "`rtoTargetMinutes`, `rpoTargetSeconds`, `healthCheckFailureThreshold`",
                "0.00: thresholds of alarms and checks, not how many");
        others.put("`certificateArns`", "0.00: public certificates are free, whoever made them; imported ones as well");
        others.put("`allowedCidrs`", "0.00: rules of a security group, which is part of a VPC");
        others.put("`operatorPermissionSets`, `githubRepository`", "0.00: IAM is free");
        others.put(
                "`s3ReplicateDeletes`",
                "0.00: a marker is one write more in the other region, within what is assumed of `bucket.app-data.puts`");
        return others;
    }

    private static final Map<String, Estimate> ESTIMATES = new TreeMap<>();

    @Test
    void theDefaultCostsBetween200And500UsdAMonth() {
        Range total = estimate("{}").total();
        assertThat(total.low()).isGreaterThanOrEqualTo(LEAST);
        assertThat(total.high()).isLessThanOrEqualTo(MOST);
    }

    /** A budget below the expected cost would send notifications every month, and people would stop reading them. */
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

    /** A key without an entry could change the bill without notice. */
    @Test
    void everyKeyOfTheConfigurationIsSaidToCostSomethingOrNothing() {
        Set<String> said = new TreeSet<>();
        KEYS.keySet().forEach(keys -> said.addAll(names(keys)));
        OTHERS.keySet().forEach(keys -> said.addAll(names(keys)));
        assertThat(said).isEqualTo(keysOfTheConfiguration());
    }

    @Test
    void whatIsSaidToAddNothingAddsNothing() throws IOException {
        addsNothing(ALL_OTHERS, "{}");
        addsNothing(CERTIFICATES, "{" + DOMAIN + "}");
        Set<String> priced = new TreeSet<>();
        Json.mapper().readTree(ALL_OTHERS).fieldNames().forEachRemaining(priced::add);
        Json.mapper().readTree(CERTIFICATES).fieldNames().forEachRemaining(priced::add);
        OTHERS.forEach((keys, reason) -> {
            if (reason.startsWith("0.00")) {
                assertThat(priced).containsAll(names(keys));
            }
        });
    }

    /** Less than a cent: ACM's own queries for the validation records cost less. */
    private static void addsNothing(String context, String without) {
        Range with = estimate(context).total();
        assertThat(with.low()).isCloseTo(estimate(without).total().low(), within(CENT));
        assertThat(with.high()).isCloseTo(estimate(without).total().high(), within(CENT));
    }

    private static Set<String> names(String keys) {
        return Set.of(keys.replace("`", "").split(", "));
    }

    /** The keys that the refusal of an unknown key lists. */
    private static Set<String> keysOfTheConfiguration() {
        Throwable refusal = catchThrowable(() -> ConfigParser.parse("{\"noSuchKey\": 1}"));
        Matcher known = Pattern.compile("known are ([\\w, ]+)").matcher(refusal.getMessage());
        assertThat(known.find()).as(refusal.getMessage()).isTrue();
        return new TreeSet<>(Set.of(known.group(1).split(", ")));
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
        text.append("\n| other keys | add |\n|---|---|\n");
        OTHERS.forEach((keys, reason) ->
                text.append("| ").append(keys).append(" | ").append(reason).append(" |\n"));
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

    /** The estimate for a configuration. Each is synthesized once, as that takes seconds. */
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
