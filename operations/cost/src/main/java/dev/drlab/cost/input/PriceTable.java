package dev.drlab.cost.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.project.RegionCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Prices by what and region. */
public final class PriceTable {
    /** Classes are many; the table has those that the documentation prices. */
    private static final Pattern INSTANCE = Pattern.compile("rds\\.db\\.[a-z0-9-]+\\.[a-z0-9]+(\\.multi-az)?\\.hour");

    private final Map<String, Price> rows;

    private PriceTable(Map<String, Price> rows) {
        this.rows = rows;
    }

    /** The table that comes with drlab. */
    public static PriceTable shipped() {
        return new PriceTable(rows("the shipped prices.json", Json.resource("prices.json")));
    }

    /**
     * This table with the rows of a file, which has the same form; a row of the file takes the place of one for the same
     * thing and region.
     *
     * @throws CostException if it cannot be read, has a row that is none, one that nothing asks for, or one in another unit
     *     than the shipped ones: quantities are in theirs
     */
    public PriceTable with(Path file) {
        Map<String, Price> both = new TreeMap<>(rows);
        Map<String, Price> added = rows(file.toString(), Json.file(file));
        added.values().forEach(price -> requireAskedFor(file, price));
        both.putAll(added);
        return new PriceTable(both);
    }

    private void requireAskedFor(Path file, Price price) {
        String where = file + " prices " + price.what() + " in " + price.region() + ": ";
        if (!price.region().equals(Price.GLOBAL) && !RegionCode.isValid(price.region())) {
            throw new CostException(where + "that is no region");
        }
        if (INSTANCE.matcher(price.what()).matches()) {
            require(price.unit().equals("hour"), where + "an instance is paid by the hour, not by the " + price.unit());
            require(!price.region().equals(Price.GLOBAL), where + "it has a price in each region, and none everywhere");
            return;
        }
        List<Price> shipped = rows.values().stream()
                .filter(row -> row.what().equals(price.what()))
                .toList();
        require(!shipped.isEmpty(), where + "nothing is charged by that name; docs/cost.md has the names");
        require(
                shipped.stream().allMatch(row -> row.unit().equals(price.unit())),
                where + "its unit is " + price.unit() + ", and quantities are in the unit "
                        + shipped.get(0).unit());
        require(
                !price.region().equals(Price.GLOBAL)
                        || shipped.stream().anyMatch(row -> row.region().equals(Price.GLOBAL)),
                where + "it has a price in each region, and none everywhere");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CostException(otherwise);
        }
    }

    /** The price in the region, or else the one that holds everywhere. */
    public Optional<Price> find(String what, String region) {
        return Optional.ofNullable(rows.get(key(what, region)))
                .or(() -> Optional.ofNullable(rows.get(key(what, Price.GLOBAL))));
    }

    /** All rows, in the order of what they are for. */
    public List<Price> rows() {
        return List.copyOf(rows.values());
    }

    private static Map<String, Price> rows(String name, JsonNode json) {
        Map<String, Price> rows = new TreeMap<>();
        for (JsonNode row : Json.array(json, name)) {
            for (Price price : prices(name, row)) {
                if (rows.put(key(price.what(), price.region()), price) != null) {
                    throw new CostException(name + " prices " + price.what() + " in " + price.region()
                            + " twice: remove one of the rows");
                }
            }
        }
        return rows;
    }

    private static List<Price> prices(String name, JsonNode row) {
        try {
            Json.onlyKeys(row, List.of("what", "regions", "unit", "usd", "low", "high", "date", "source", "found"));
            boolean confirmed = row.has("usd");
            Range usd = confirmed
                    ? Range.exactly(Json.number(row, "usd"))
                    : new Range(Json.number(row, "low"), Json.number(row, "high"));
            if (confirmed && (row.has("low") || row.has("high"))) {
                throw new IllegalArgumentException("it has usd, so it must have neither low nor high");
            }
            List<Price> prices = new ArrayList<>();
            for (JsonNode region : Json.array(row.path("regions"), "regions")) {
                prices.add(new Price(
                        Json.text(row, "what"),
                        region.asText(),
                        Json.text(row, "unit"),
                        usd,
                        confirmed,
                        LocalDate.parse(Json.text(row, "date")),
                        java.net.URI.create(Json.text(row, "source")),
                        Json.text(row, "found")));
            }
            return prices;
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new CostException(name + " has a row that is no price: " + e.getMessage() + ": " + row, e);
        }
    }

    private static String key(String what, String region) {
        return what + " in " + region;
    }
}
