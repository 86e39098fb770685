package dev.drlab.report.picture;

import java.util.List;

/** A row of bars with one label beside or inside them. */
final class BarRow {
    private static final double NARROWEST_BAR = 2.5;
    private static final double PADDING = 5;
    private static final double ROOM_FOR_TEXT = 14;

    private final TimeScale time;
    private final double barHeight;

    BarRow(TimeScale time, double barHeight) {
        this.time = time;
        this.barHeight = barHeight;
    }

    /** A bar's extent and the text shown when it is pointed at; a pale one is too light to be written on. */
    record Bar(double startMillis, double endMillis, String tooltip, boolean pale) {
        Bar(double startMillis, double endMillis, String tooltip) {
            this(startMillis, endMillis, tooltip, false);
        }

        private double roomMillis() {
            return pale ? 0 : endMillis - startMillis;
        }
    }

    /** Draws the bars, which are sorted by time and overlap the window, and the label. */
    void draw(Svg svg, double top, String style, String label, List<Bar> bars) {
        for (Bar bar : bars) {
            double left = time.clampedX(bar.startMillis());
            double width = Math.max(NARROWEST_BAR, time.clampedX(bar.endMillis()) - left);
            svg.bar(bar.pale() ? style + " pale" : style, left, top, width, barHeight, bar.tooltip());
        }
        label(svg, top, label, bars);
    }

    private void label(Svg svg, double top, String label, List<Bar> bars) {
        double textWidth = label.length() * MarkerLabels.CHARACTER_WIDTH;
        double first = time.clampedX(bars.get(0).startMillis());
        double last = time.clampedX(bars.get(bars.size() - 1).endMillis());
        double y = top + barHeight / 2 + 4;
        Bar longest = longest(bars);
        double longestLeft = time.clampedX(longest.startMillis());
        double longestWidth = longest.pale() ? 0 : time.clampedX(longest.endMillis()) - longestLeft;
        if (barHeight >= ROOM_FOR_TEXT && longestWidth > textWidth + 2 * PADDING) {
            svg.text("inside", longestLeft + PADDING, y, label);
        } else if (last + PADDING + textWidth <= time.right()) {
            svg.text("beside", Math.max(last, first + NARROWEST_BAR) + PADDING, y, label);
        } else if (first - PADDING - textWidth >= time.left()) {
            svg.text("beside end", first - PADDING, y, label);
        } else {
            svg.text("beside", time.left() + PADDING, y, label);
        }
    }

    private static Bar longest(List<Bar> bars) {
        Bar longest = bars.get(0);
        for (Bar bar : bars) {
            if (bar.roomMillis() > longest.roomMillis()) {
                longest = bar;
            }
        }
        return longest;
    }
}
