package dev.drlab.report.picture;

import dev.drlab.report.Series;
import java.util.ArrayList;
import java.util.List;

/** Places marker labels in rows, so that none covers another. */
final class MarkerLabels {
    /** Average advance of a label's character at the size it is drawn. */
    static final double CHARACTER_WIDTH = 6.4;

    private static final double GAP = 10;

    private MarkerLabels() {}

    /**
     * A placed label.
     *
     * @param marker what it names
     * @param x of the marker's line
     * @param left of the text
     * @param right of the text
     * @param row 0 is the topmost
     * @param flipped true when the text stands to the left of its line
     */
    record Placed(Series.Marker marker, double x, double left, double right, int row, boolean flipped) {}

    /**
     * Places the labels of the markers inside the scale's window, which are sorted by time. A later label stands below
     * the earlier ones that reach over its line, so that lines, which run down, cross as few labels as possible.
     */
    static List<Placed> place(List<Series.Marker> markers, TimeScale scale) {
        List<Placed> placed = new ArrayList<>();
        for (Series.Marker marker : markers) {
            if (scale.overlaps(marker.offsetMillis(), marker.offsetMillis())) {
                placed.add(place(marker, scale, placed));
            }
        }
        return placed;
    }

    static int rows(List<Placed> placed) {
        return placed.stream().mapToInt(label -> label.row() + 1).max().orElse(0);
    }

    private static Placed place(Series.Marker marker, TimeScale scale, List<Placed> earlier) {
        double x = scale.x(marker.offsetMillis());
        double width = marker.label().length() * CHARACTER_WIDTH;
        boolean flipped = x + GAP / 2 + width > scale.right() && x - width > scale.left();
        double left = flipped ? x - GAP / 2 - width : x + GAP / 2;
        double right = left + width;
        int row = earlier.stream()
                .filter(other -> other.left() < right + GAP && other.right() + GAP > left)
                .mapToInt(other -> other.row() + 1)
                .max()
                .orElse(0);
        return new Placed(marker, x, left, right, row, flipped);
    }
}
