package dev.drlab.report.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.report.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTableTest {
    private static final BenchTable.Row OUTAGE = new BenchTable.Row(
            "primary-outage, kill to first accepted write",
            "s",
            BenchTable.Limit.atMost(4.5),
            List.of(4.1, 9.9, 3.9, 4.0, 4.6));
    private static final BenchTable.Row LOST =
            new BenchTable.Row("lost in a switchover", "", BenchTable.Limit.everyRunAtMost(0), List.of(0.0, 0.0, 1.0));
    private static final BenchTable.Row RATE =
            new BenchTable.Row("canaries per second", "1/s", BenchTable.Limit.atLeast(2000), List.of(1999.0, 2412.0));

    @Test
    void judgesTheMedianOrEveryRun() {
        assertThat(OUTAGE.median()).isEqualTo(4.1);
        assertThat(OUTAGE.min()).isEqualTo(3.9);
        assertThat(OUTAGE.max()).isEqualTo(9.9);
        assertThat(OUTAGE.met()).isTrue();
        assertThat(LOST.median()).isZero();
        assertThat(LOST.met()).isFalse();
        assertThat(RATE.median()).isEqualTo(2205.5);
        assertThat(RATE.met()).isTrue();
        assertThat(new BenchTable.Row("slow", "s", BenchTable.Limit.atLeast(2), List.of(1.9)).met())
                .isFalse();
        assertThat(new BenchTable.Row("only reported", "s", null, List.of(1.9)).met())
                .isTrue();
    }

    @Test
    void writesMarkdown() {
        assertThat(table(OUTAGE, LOST, RATE).markdown())
                .contains(
                        "| primary-outage, kill to first accepted write | ≤ 4.5 s | 3.9 s | 4.1 s | 9.9 s | 5 | yes |\n")
                .contains("| lost in a switchover | ≤ 0, every run | 0 | 0 | 1 | 3 | **no** |\n")
                .contains("| canaries per second | ≥ 2,000 1/s | 1,999 1/s | 2,206 1/s | 2,412 1/s | 2 | yes |\n")
                .contains("`./drlab bench` on 2 cores, 24.0 GiB, Linux");
    }

    @Test
    void whatWasWaitedForInVainIsWorseThanAnyLimit() {
        BenchTable.Row one =
                new BenchTable.Row("full recovery", "s", BenchTable.Limit.atMost(9), List.of(3.0, BenchTable.NEVER));
        assertThat(one.met()).isFalse();
        assertThat(new BenchTable("t", Samples.environment(), "c", List.of(one)).markdown())
                .contains("| full recovery | ≤ 9 s | 3 s | never | never | 2 | **no** |\n");
    }

    @Test
    void aMedianHidesNoRunThatNeverRecovered() {
        List<Double> samples = List.of(3.0, 3.0, 3.0, 3.0, BenchTable.NEVER);
        assertThat(new BenchTable.Row("full recovery", "s", BenchTable.Limit.atMost(9), samples).met())
                .isFalse();
        BenchTable.Row reported = new BenchTable.Row("only reported", "s", null, samples);
        assertThat(reported.met()).isFalse();
        assertThat(table(reported).markdown()).contains("| only reported |  | 3 s | 3 s | never | 5 | **no** |\n");
        assertThat(table(reported).missed()).isTrue();
    }

    @Test
    void aLimitThatNothingWasHeldAgainstIsNotMet() throws IOException {
        BenchTable.Row row =
                BenchTable.Row.notMeasured("ratio", "s", BenchTable.Limit.atLeast(0.8), "there is no pgbench on PATH");
        assertThat(row.met()).isFalse();
        BenchTable table = table(OUTAGE, row);
        assertThat(table.met()).isFalse();
        assertThat(table.missed()).isFalse();
        assertThat(table.markdown())
                .contains("| ratio | ≥ 0.8 s | | not measured | | 0 | **no**: there is no pgbench on PATH |\n");
        JsonNode json = Json.mapper().readTree(table.json()).at("/rows/1");
        assertThat(json.path("met").booleanValue()).isFalse();
        assertThat(json.path("median").isNull()).isTrue();
        assertThat(json.path("samples")).isEmpty();
        assertThat(json.path("notMeasured").textValue()).isEqualTo("there is no pgbench on PATH");
        assertThat(table().met()).as("no row at all").isFalse();
    }

    @Test
    void writesJson() throws IOException {
        JsonNode json = Json.mapper().readTree(table(OUTAGE, LOST, RATE).json());
        assertThat(json.at("/met").booleanValue()).isFalse();
        assertThat(json.at("/rows/0/median").doubleValue()).isEqualTo(4.1);
        assertThat(json.at("/rows/0/limit/bound").textValue()).isEqualTo("at most");
        assertThat(json.at("/rows/1/limit/judged").textValue()).isEqualTo("every run");
        assertThat(json.at("/rows/0/samples").size()).isEqualTo(5);
        assertThat(json.at("/environment/cores").intValue()).isEqualTo(2);
    }

    @Test
    void refusesRowsWithoutNumbers() {
        assertThatThrownBy(() -> new BenchTable.Row("x", "s", null, List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new BenchTable.Row("x", "s", null, List.of(Double.NaN)))
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> BenchTable.Limit.atMost(Double.NaN)).hasMessageContaining("limit.value");
    }

    private static BenchTable table(BenchTable.Row... rows) {
        return new BenchTable("Bench", Samples.environment(), "./drlab bench", List.of(rows));
    }
}
