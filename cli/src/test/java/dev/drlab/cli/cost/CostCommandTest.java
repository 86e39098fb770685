package dev.drlab.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CostCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void stacks() throws IOException {
        stack("PrimaryNetworkStack", "ap-southeast-2", "\"aws_nat_gateway\": {\"n\": {}}");
        stack("SecondaryNetworkStack", "us-west-2", "");
    }

    @Test
    void stacksOfADirectoryArePriced() {
        assertThat(run("--stacks", directory.toString())).isZero();
        assertThat(out.toString())
                .contains("VPC", "ap-southeast-2", "total")
                .contains("a GameDay: not told: the stacks have no aws_ecs_service in us-west-2");
    }

    @Test
    void asJsonEachChargeHasItsPriceAndSource() {
        assertThat(run("--stacks", directory.toString(), "--json")).isZero();
        assertThat(out.toString())
                .contains("\"what\" : \"nat.hour\"", "\"source\" : \"https://aws.amazon.com/vpc/pricing/\"");
    }

    @Test
    void aTypeWithoutARuleIsNoFigureAtAll() throws IOException {
        stack("SecondaryNetworkStack", "us-west-2", "\"aws_new_thing\": {\"x\": {}}");
        assertThat(run("--stacks", directory.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("aws_new_thing");
    }

    @Test
    void anUnknownRegionNeedsItsPrices() throws IOException {
        stack("PrimaryNetworkStack", "eu-central-1", "\"aws_nat_gateway\": {\"n\": {}}");
        assertThat(run("--stacks", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("nat.hour in eu-central-1", "nat.gb in eu-central-1", "--region-prices");
        Path prices = Files.writeString(directory.resolve("prices.json"), """
                [{"what": "nat.hour", "regions": ["eu-central-1"], "unit": "hour", "usd": 0.052, "date": "2026-10-01",
                  "source": "https://aws.amazon.com/vpc/pricing/", "found": "the page"},
                 {"what": "nat.gb", "regions": ["eu-central-1"], "unit": "GB", "usd": 0.052, "date": "2026-10-01",
                  "source": "https://aws.amazon.com/vpc/pricing/", "found": "the page"},
                 {"what": "transfer.other-region.gb", "regions": ["eu-central-1"], "unit": "GB", "low": 0.01, "high": 0.02,
                  "date": "2026-10-01", "source": "https://aws.amazon.com/ec2/pricing/on-demand/", "found": "nowhere"}]
                """);
        assertThat(run("--stacks", directory.toString(), "--region-prices", prices.toString()))
                .isZero();
        assertThat(out.toString()).contains("eu-central-1", "unconfirmed");
    }

    @Test
    void withoutSourcesStacksHaveToBeGiven() {
        assertThat(run("--source", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("stacks/synth", "--stacks");
    }

    @Test
    void aDirectoryWithoutStacksIsNamed() {
        assertThat(run("--stacks", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none", "stacks/synth");
    }

    @Test
    void theScriptOfTheSourcesMakesTheStacksOfAConfiguration() throws IOException {
        Path script = Files.createDirectories(directory.resolve("sources").resolve("stacks"))
                .resolve("synth");
        Files.writeString(script, """
                #!/bin/sh
                grep -q eu-west-1 "$DRLAB_CONFIG" || exit 1
                mkdir -p "$CDKTF_OUTDIR" && cp -r '%s/stacks' "$CDKTF_OUTDIR/stacks"
                """.formatted(directory));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path config = Files.writeString(directory.resolve("other.json"), "{\"primaryRegion\": \"eu-west-1\"}");
        String sources = directory.resolve("sources").toString();
        assertThat(run("--source", sources, "--config", config.toString())).isZero();
        assertThat(out.toString()).contains("total");

        Files.writeString(config, "{}");
        assertThat(run("--source", sources, "--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("other.json", "exit code 1");
    }

    private void stack(String name, String region, String resources) throws IOException {
        Path stack = Files.createDirectories(directory.resolve("stacks").resolve(name));
        Files.writeString(
                stack.resolve("cdk.tf.json"),
                "{\"provider\": {\"aws\": [{\"region\": \"" + region + "\"}]}, \"resource\": {" + resources + "}}");
    }

    private int run(String... arguments) {
        return new CommandLine(new CostCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
