package dev.drlab.cli.lab.bench;

import dev.drlab.report.bench.BenchTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects figures run by run and makes the table's rows of them, in the order in which they first came. */
final class Samples {
    private record Figure(String unit, BenchTable.Limit limit, List<Double> values) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    void add(String name, String unit, BenchTable.Limit limit, double value) {
        figures.computeIfAbsent(name, n -> new Figure(unit, limit, new ArrayList<>()))
                .values()
                .add(value);
    }

    List<BenchTable.Row> rows() {
        return figures.entrySet().stream()
                .map(e -> new BenchTable.Row(
                        e.getKey(),
                        e.getValue().unit(),
                        e.getValue().limit(),
                        e.getValue().values()))
                .toList();
    }
}
