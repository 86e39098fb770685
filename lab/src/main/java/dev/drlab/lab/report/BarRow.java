package dev.drlab.lab.report;

import java.util.List;

/** A row of bars with one label beside or inside them. */
final class BarRow {
    private static final double NARROWEST_BAR = 2.5;
    private static final double PADDING = 5;

    private final TimeScale time;
    private final double barHeight;

    BarRow(TimeScale time, double barHeight) {
        this.time = time;
        this.barHeight = barHeight;
    }

    /** A bar's extent and the text shown when it is pointed at. */
    record Bar(double startMillis, double endMillis, String tooltip) {}

    /** Draws the bars, which are sorted by time and overlap the window, and the label. */
    void draw(Markup svg, double top, String style, String label, List<Bar> bars) {
        for (Bar bar : bars) {
            double left = time.clampedX(bar.startMillis());
            double width = Math.max(NARROWEST_BAR, time.clampedX(bar.endMillis()) - left);
            svg.open(
                    "rect",
                    "class",
                    style,
                    "x",
                    Markup.number(left),
                    "y",
                    Markup.number(top),
                    "width",
                    Markup.number(width),
                    "height",
                    Markup.number(barHeight),
                    "rx",
                    "1.5");
            svg.leaf("title", bar.tooltip()).close();
        }
        label(svg, top, label, bars);
    }

    private void label(Markup svg, double top, String label, List<Bar> bars) {
        double textWidth = label.length() * MarkerLabels.CHARACTER_WIDTH;
        double first = time.clampedX(bars.get(0).startMillis());
        double last = time.clampedX(bars.get(bars.size() - 1).endMillis());
        String y = Markup.number(top + barHeight / 2 + 4);
        Bar longest = longest(bars);
        double longestLeft = time.clampedX(longest.startMillis());
        if (barHeight >= 14 && time.clampedX(longest.endMillis()) - longestLeft > textWidth + 2 * PADDING) {
            svg.leaf("text", label, "class", "inside", "x", Markup.number(longestLeft + PADDING), "y", y);
        } else if (last + PADDING + textWidth <= time.right()) {
            svg.leaf(
                    "text",
                    label,
                    "class",
                    "beside",
                    "x",
                    Markup.number(Math.max(last, first + NARROWEST_BAR) + PADDING),
                    "y",
                    y);
        } else if (first - PADDING - textWidth >= time.left()) {
            svg.leaf("text", label, "class", "beside end", "x", Markup.number(first - PADDING), "y", y);
        } else {
            svg.leaf("text", label, "class", "beside", "x", Markup.number(time.left() + PADDING), "y", y);
        }
    }

    private static Bar longest(List<Bar> bars) {
        Bar longest = bars.get(0);
        for (Bar bar : bars) {
            if (bar.endMillis() - bar.startMillis() > longest.endMillis() - longest.startMillis()) {
                longest = bar;
            }
        }
        return longest;
    }
}
