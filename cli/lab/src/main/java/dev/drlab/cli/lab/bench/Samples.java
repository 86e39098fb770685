package dev.drlab.cli.lab.bench;

import dev.drlab.report.bench.BenchTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects figures run by run and makes the table's rows of them, in the order in which they first came. */
final class Samples {
    private record Figure(String unit, BenchTable.Limit limit, List<Double> values, String notMeasured) {
        BenchTable.Row row(String name) {
            return new BenchTable.Row(name, unit, limit, values, notMeasured);
        }
    }

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    /** @throws IllegalStateException if the name is that of another figure, or of one that was not measured */
    void add(String name, String unit, BenchTable.Limit limit, double value) {
        Figure figure = figures.computeIfAbsent(name, n -> new Figure(unit, limit, new ArrayList<>(), null));
        if (figure.notMeasured() != null || !figure.unit().equals(unit) || !Objects.equals(figure.limit(), limit)) {
            throw new IllegalStateException("two figures are called '" + name + "'");
        }
        figure.values().add(value);
    }

    /** A limit that nothing was held against, and so was not met; {@code why} is a clause. */
    void notMeasured(String name, String unit, BenchTable.Limit limit, String why) {
        Figure before = figures.putIfAbsent(name, new Figure(unit, limit, List.of(), why));
        if (before != null) {
            throw new IllegalStateException("two figures are called '" + name + "'");
        }
    }

    List<BenchTable.Row> rows() {
        return figures.entrySet().stream()
                .map(figure -> figure.getValue().row(figure.getKey()))
                .toList();
    }
}
