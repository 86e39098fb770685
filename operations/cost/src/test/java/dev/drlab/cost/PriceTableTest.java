package dev.drlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PriceTableTest {
    private static final String ROW = """
            {"what": "nat.hour", "regions": ["eu-central-1"], "unit": "hour", "usd": 0.052, "date": "2026-10-01",
             "source": "https://aws.amazon.com/vpc/pricing/", "found": "the page"}""";

    @TempDir
    private Path directory;

    @Test
    void everyShippedRowHasADateASourceAndWhereItWasFound() {
        assertThat(PriceTable.shipped().rows())
                .isNotEmpty()
                .allSatisfy(price ->
                        assertThat(price.date()).isBetween(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31)));
    }

    /** A figure of its own in each region: one region's must not stand in for the other's. */
    @Test
    void aPriceIsThatOfItsRegion() {
        PriceTable prices = PriceTable.shipped();
        assertThat(prices.find("nat.hour", "ap-southeast-2").orElseThrow().usd())
                .isEqualTo(Range.of("0.059", "0.059"));
        assertThat(prices.find("nat.hour", "us-west-2").orElseThrow().usd()).isEqualTo(Range.of("0.045", "0.045"));
        assertThat(prices.find("nat.hour", "eu-central-1")).isEmpty();
        assertThat(prices.find("waf.acl.month", "eu-central-1"))
                .as("the same everywhere")
                .isPresent();
    }

    @Test
    void aFilesRowsAreAddedAndTakeThePlaceOfShippedOnes() throws IOException {
        PriceTable prices =
                PriceTable.shipped().with(file("[" + ROW + "," + ROW.replace("eu-central-1", "us-west-2") + "]"));
        assertThat(prices.find("nat.hour", "eu-central-1").orElseThrow().usd()).isEqualTo(Range.of("0.052", "0.052"));
        assertThat(prices.find("nat.hour", "us-west-2").orElseThrow().usd()).isEqualTo(Range.of("0.052", "0.052"));
    }

    @Test
    void aClassOfInstanceThatIsNotShippedCanBePriced() throws IOException {
        PriceTable prices =
                PriceTable.shipped().with(file("[" + ROW.replace("nat.hour", "rds.db.r8g.large.multi-az.hour") + "]"));
        assertThat(prices.find("rds.db.r8g.large.multi-az.hour", "eu-central-1"))
                .isPresent();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("no list", "{}", "must be a list"),
                Arguments.of("nothing in it", "[]", "must be a list"),
                Arguments.of("no JSON", "[", "cannot be read as JSON"),
                Arguments.of("twice", "[" + ROW + "," + ROW + "]", "twice"),
                Arguments.of(
                        "text for a number", "[" + ROW.replace("0.052", "\"0.052\"") + "]", "usd must be a number"),
                Arguments.of("negative", "[" + ROW.replace("0.052", "-1") + "]", "negative"),
                Arguments.of(
                        "two forms",
                        "[" + ROW.replace("\"date\"", "\"low\": 1, \"date\"") + "]",
                        "neither low nor high"),
                Arguments.of(
                        "low above high",
                        "[" + ROW.replace("\"usd\": 0.052", "\"low\": 2, \"high\": 1") + "]",
                        "must not be negative, nor above"),
                Arguments.of("no date", "[" + ROW.replace("2026-10-01", "today") + "]", "today"),
                Arguments.of("no source", "[" + ROW.replace("\"source\"", "\"sauce\"") + "]", "sauce is no key"),
                Arguments.of(
                        "source elsewhere", "[" + ROW.replace("aws.amazon.com", "example.com") + "]", "no page of AWS"),
                Arguments.of(
                        "source that looks like it",
                        "[" + ROW.replace("aws.amazon.com", "notaws.amazon.com.example") + "]",
                        "no page of AWS"),
                Arguments.of(
                        "nothing asks for it",
                        "[" + ROW.replace("nat.hour", "nat.hours") + "]",
                        "nothing is charged by that name"),
                Arguments.of(
                        "another unit",
                        "[" + ROW.replace("\"unit\": \"hour\"", "\"unit\": \"month\"") + "]",
                        "its unit is month"),
                Arguments.of("everywhere", "[" + ROW.replace("eu-central-1", "global") + "]", "a price in each region"),
                Arguments.of(
                        "an instance everywhere",
                        "[" + ROW.replace("eu-central-1", "global").replace("nat.hour", "rds.db.r8g.large.hour") + "]",
                        "a price in each region"),
                Arguments.of(
                        "an instance by the month",
                        "[" + ROW.replace("\"hour\"", "\"month\"").replace("nat.hour", "rds.db.r8g.large.hour") + "]",
                        "by the hour"),
                Arguments.of("no region", "[" + ROW.replace("eu-central-1", "Frankfurt") + "]", "no region"),
                Arguments.of(
                        "no regions", "[" + ROW.replace("[\"eu-central-1\"]", "[]") + "]", "regions must be a list"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void aFileThatIsNoneIsRefusedByName(String name, String content, String reason) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> PriceTable.shipped().with(file))
                .isInstanceOf(CostException.class)
                .hasMessageContaining(reason);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("prices.json"), content);
    }
}
