package dev.drlab.report.picture;

import dev.drlab.report.Quantity;
import dev.drlab.report.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/**
 * Replication lag as a line, exposure as an area, both in time on one logarithmic axis. Of the samples that share a
 * column of pixels the largest is drawn: the picture may look worse than the run, never better. Where the exposure was not
 * measured the lane says so.
 */
final class LagLane implements Lane {
    private static final double HEIGHT = 86;
    private static final double COLUMN = 2;
    private static final double GAP_MILLIS = 1000;

    private final TimeScale time;
    private final Map<Long, Double> lagMillis;
    private final Map<Long, Double> exposureMillis;
    private final UnmeasuredBands unmeasured;

    LagLane(List<Series.Lag> lags, List<Series.Exposure> exposures, TimeScale time) {
        this.time = time;
        this.unmeasured = new UnmeasuredBands(exposures, time);
        this.lagMillis = largest(lags, Series.Lag::offsetMillis, Series.Lag::lagMillis);
        this.exposureMillis =
                largest(exposures, Series.Exposure::offsetMillis, exposure -> exposure.exposureSeconds() * 1000);
    }

    @Override
    public String title() {
        return "Replica lag (line), exposure to loss (area)";
    }

    @Override
    public double height() {
        return HEIGHT;
    }

    @Override
    public void draw(Svg svg, double top) {
        unmeasured.draw(svg, top, HEIGHT);
        double[] positive = DoubleStream.concat(values(lagMillis), values(exposureMillis))
                .filter(value -> value > 0)
                .toArray();
        if (positive.length == 0) {
            if (!unmeasured.any()) {
                svg.text("tick", time.left() + 6, top + HEIGHT / 2, "no sample in this window");
            }
            return;
        }
        LogScale scale = LogScale.covering(
                DoubleStream.of(positive).min().getAsDouble(),
                DoubleStream.of(positive).max().getAsDouble(),
                top + HEIGHT,
                top);
        grid(svg, scale);
        svg.path("exposure", area(scale));
        svg.path("lag", line(scale));
    }

    private <T> Map<Long, Double> largest(List<T> samples, ToLongFunction<T> offset, ToDoubleFunction<T> value) {
        Map<Long, Double> columns = new TreeMap<>();
        for (T sample : samples) {
            long millis = offset.applyAsLong(sample);
            if (time.overlaps(millis, millis)) {
                columns.merge(columnOf(millis), value.applyAsDouble(sample), Math::max);
            }
        }
        return columns;
    }

    private long columnOf(long millis) {
        return (long) ((time.x(millis) - time.left()) / COLUMN);
    }

    private static DoubleStream values(Map<Long, Double> columns) {
        return columns.values().stream().mapToDouble(Double::doubleValue);
    }

    private double left(long column) {
        return Math.min(time.right(), time.left() + column * COLUMN);
    }

    /** Longest step between columns that still counts as continuous. */
    private double longestStep() {
        return Math.max(3, GAP_MILLIS * time.pixelsPerMilli() / COLUMN);
    }

    private void grid(Svg svg, LogScale scale) {
        // With many decades, every second one keeps the labels apart.
        int step = scale.highDecade() - scale.lowDecade() > 5 ? 2 : 1;
        for (int decade = scale.lowDecade(); decade <= scale.highDecade(); decade += step) {
            double y = scale.y(Math.pow(10, decade));
            svg.horizontal("grid", time.left(), time.right(), y);
            svg.text("tick end", time.left() - 6, y + 4, Quantity.duration(Math.pow(10, decade) / 1000));
        }
    }

    private String line(LogScale scale) {
        StringBuilder path = new StringBuilder();
        long previous = Long.MIN_VALUE;
        for (Map.Entry<Long, Double> column : lagMillis.entrySet()) {
            boolean continues = previous != Long.MIN_VALUE && column.getKey() - previous <= longestStep();
            path.append(continues ? 'L' : 'M').append(Svg.number(left(column.getKey()) + COLUMN / 2));
            path.append(',').append(Svg.number(scale.y(column.getValue())));
            previous = column.getKey();
        }
        return path.toString();
    }

    /** A step per sample that lasts until the next one, or one column where they stop. */
    private String area(LogScale scale) {
        StringBuilder path = new StringBuilder();
        Long column = null;
        double value = 0;
        for (Map.Entry<Long, Double> next : exposureMillis.entrySet()) {
            if (column != null) {
                step(path, scale, column, next.getKey(), value);
            }
            column = next.getKey();
            value = next.getValue();
        }
        if (column != null) {
            step(path, scale, column, column + 1, value);
        }
        return path.toString();
    }

    private void step(StringBuilder path, LogScale scale, long from, long to, double value) {
        if (value > 0) {
            double end = to - from > longestStep() ? left(from + 1) : left(to);
            path.append('M').append(Svg.number(left(from))).append(',').append(Svg.number(scale.bottom()));
            path.append('V').append(Svg.number(scale.y(value)));
            path.append('H').append(Svg.number(end));
            path.append('V').append(Svg.number(scale.bottom())).append('Z');
        }
    }
}
