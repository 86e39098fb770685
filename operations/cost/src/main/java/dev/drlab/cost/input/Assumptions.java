package dev.drlab.cost.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much of what is paid by use a month sees: what stacks cannot tell. Checked in, each with its reason. */
public final class Assumptions {
    /**
     * One assumption.
     *
     * @param key which rules ask for, such as {@code nat.gb}
     * @param unit what one of it is
     * @param primary in the active region
     * @param secondary in the standby, and anywhere else
     * @param why where the figures come from
     */
    public record Assumption(String key, String unit, Range primary, Range secondary, String why) {
        /** Refuses empty texts. */
        public Assumption {
            if (key.isBlank() || unit.isBlank() || why.isBlank()) {
                throw new IllegalArgumentException("assumption " + key + ": key, unit and why must not be empty");
            }
        }

        /** Its range in a region. */
        public Range in(Place place) {
            return place == Place.PRIMARY ? primary : secondary;
        }
    }

    private final Map<String, Assumption> rows = new TreeMap<>();

    private Assumptions(JsonNode json) {
        for (JsonNode row : Json.array(json, "assumptions.json")) {
            Assumption assumption = assumption(row);
            if (rows.put(assumption.key(), assumption) != null) {
                throw new CostException("assumptions.json has " + assumption.key() + " twice: remove one");
            }
        }
    }

    /** Those that come with drlab. */
    public static Assumptions shipped() {
        return new Assumptions(Json.resource("assumptions.json"));
    }

    /**
     * The assumption of a key.
     *
     * @throws CostException if there is none: a fault of drlab
     */
    public Assumption get(String key) {
        Assumption assumption = rows.get(key);
        if (assumption == null) {
            throw new CostException("there is no assumption " + key + ": add it to assumptions.json, with its reason");
        }
        return assumption;
    }

    /** All, in the order of their keys. */
    public List<Assumption> rows() {
        return List.copyOf(rows.values());
    }

    private static Assumption assumption(JsonNode row) {
        try {
            Json.onlyKeys(row, List.of("key", "unit", "both", "primary", "secondary", "why"));
            boolean same = row.has("both");
            return new Assumption(
                    Json.text(row, "key"),
                    Json.text(row, "unit"),
                    range(row.path(same ? "both" : "primary")),
                    range(row.path(same ? "both" : "secondary")),
                    Json.text(row, "why"));
        } catch (IllegalArgumentException e) {
            throw new CostException("assumptions.json has a row that is none: " + e.getMessage() + ": " + row, e);
        }
    }

    private static Range range(JsonNode node) {
        List<java.math.BigDecimal> ends = new ArrayList<>();
        node.forEach(end -> ends.add(end.decimalValue()));
        if (ends.size() != 2) {
            throw new IllegalArgumentException("a range is a list of two numbers");
        }
        return new Range(ends.get(0), ends.get(1));
    }
}
