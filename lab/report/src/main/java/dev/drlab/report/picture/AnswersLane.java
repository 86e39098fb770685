package dev.drlab.report.picture;

import dev.drlab.report.Quantity;
import dev.drlab.report.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Answers per bin: good ones above the line, failed ones below it, so that colour is not needed to tell them apart. */
final class AnswersLane implements Lane {
    private static final double NARROWEST_BAR = 2;
    private static final double LOWEST_BAR = 2;
    private static final double ROOM_FOR_LABEL = 11;

    private final String noun;
    private final double height;
    private final TimeScale time;
    private final Map<Long, int[]> columns = new TreeMap<>();
    private final long columnMillis;

    private AnswersLane(
            String noun,
            double height,
            TimeScale time,
            List<Series.Bin> bins,
            ToIntFunction<Series.Bin> good,
            ToIntFunction<Series.Bin> failed) {
        this.noun = noun;
        this.height = height;
        this.time = time;
        this.columnMillis = Series.BIN_MILLIS
                * Math.max(1, (long) Math.ceil(NARROWEST_BAR / (Series.BIN_MILLIS * time.pixelsPerMilli())));
        for (Series.Bin bin : bins) {
            if (time.overlaps(bin.offsetMillis(), bin.offsetMillis() + Series.BIN_MILLIS)) {
                int[] column = columns.computeIfAbsent(bin.offsetMillis() / columnMillis, key -> new int[2]);
                column[0] += good.applyAsInt(bin);
                column[1] += failed.applyAsInt(bin);
            }
        }
    }

    static AnswersLane writes(List<Series.Bin> bins, TimeScale time) {
        return new AnswersLane("Writes", 76, time, bins, Series.Bin::writesOk, Series.Bin::writesFailed);
    }

    static AnswersLane reads(List<Series.Bin> bins, TimeScale time) {
        return new AnswersLane("Reads", 44, time, bins, Series.Bin::readsOk, Series.Bin::readsFailed);
    }

    @Override
    public String title() {
        return noun + " per " + Quantity.duration(columnMillis / 1000.0) + ": accepted up, failed down";
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public void draw(Svg svg, double top) {
        int mostGood = most(0);
        int mostFailed = most(1);
        double perAnswer = height / Math.max(1, mostGood + mostFailed);
        double base = top + mostGood * perAnswer;
        bars(svg, "good", 0, base, -perAnswer);
        bars(svg, "failed", 1, base, perAnswer);
        svg.horizontal("base", time.left(), time.right(), base);
        label(svg, mostGood, top, base);
        label(svg, 0, base, Double.NaN);
        label(svg, mostFailed, top + height, base);
    }

    private int most(int which) {
        return columns.values().stream().mapToInt(column -> column[which]).max().orElse(0);
    }

    private void bars(Svg svg, String style, int which, double base, double perAnswer) {
        StringBuilder path = new StringBuilder();
        columns.forEach((index, column) -> {
            if (column[which] > 0) {
                double left = time.clampedX(index * columnMillis);
                double right = time.clampedX((index + 1) * columnMillis);
                double gap = right - left > 4 ? 0.8 : 0;
                path.append('M').append(Svg.number(left)).append(',').append(Svg.number(base));
                path.append('V').append(Svg.number(base + offset(column[which], perAnswer)));
                path.append('H').append(Svg.number(right - gap));
                path.append('V').append(Svg.number(base)).append('Z');
            }
        });
        svg.path(style, path.toString());
    }

    /** A few failures among thousands of answers must still be seen. */
    private static double offset(int answers, double perAnswer) {
        return Math.copySign(Math.max(LOWEST_BAR, answers * Math.abs(perAnswer)), perAnswer);
    }

    /** A number at the left edge, left out when it would touch the one on the base line. */
    private void label(Svg svg, int value, double y, double base) {
        if (Double.isNaN(base) || (value > 0 && Math.abs(y - base) >= ROOM_FOR_LABEL)) {
            svg.text("tick end", time.left() - 6, y + 4, Quantity.number(value));
        }
    }
}
