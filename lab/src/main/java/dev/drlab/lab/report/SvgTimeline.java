package dev.drlab.lab.report;

import java.util.List;
import java.util.OptionalLong;

/** One picture: lanes over each other on one time axis, with the markers as lines through all of them. */
final class SvgTimeline {
    private static final double LEFT = 46;
    private static final double RIGHT = 10;
    private static final double LABEL_ROW = 16;
    private static final double TITLE = 22;
    private static final double LANE_GAP = 10;
    private static final double AXIS = 38;

    private final Report report;
    private final Series series;
    private final String id;
    private final String title;
    private final double width;
    private final TimeScale time;
    private final boolean detailed;

    /**
     * @param id unique in the page
     * @param title names the picture for those who cannot see it
     * @param width in pixels at the size it is meant for
     * @param detailed one row for each state instead of one for all
     */
    SvgTimeline(
            Report report, Series series, TimeWindow window, String id, String title, double width, boolean detailed) {
        this.report = report;
        this.series = series;
        this.id = id;
        this.title = title;
        this.width = width;
        this.time = new TimeScale(window.fromMillis(), window.toMillis(), LEFT, width - RIGHT);
        this.detailed = detailed;
    }

    void draw(Markup page) {
        List<MarkerLabels.Placed> labels = MarkerLabels.place(series.markers(), time);
        List<Lane> lanes = List.of(
                AnswersLane.writes(series.bins(), time),
                AnswersLane.reads(series.bins(), time),
                new WriterLane(report.regions(), series.writers(), time),
                new LagLane(series.lags(), series.exposures(), time),
                new StateLane(report.definition().name(), series.visits(), time, detailed));
        double lanesTop = MarkerLabels.rows(labels) * LABEL_ROW + 4;
        double lanesBottom = lanesTop
                + lanes.stream()
                        .mapToDouble(lane -> TITLE + lane.height() + LANE_GAP)
                        .sum();

        open(page, lanesBottom + AXIS);
        outage(page, lanesTop, lanesBottom);
        axis(page, lanesTop, lanesBottom);
        lines(page, labels, lanesBottom);
        double top = lanesTop;
        for (Lane lane : lanes) {
            page.leaf("text", lane.title(), "class", "lane", "x", Markup.number(LEFT), "y", Markup.number(top + 15));
            page.open("g", "class", "lane-body");
            lane.draw(page, top + TITLE);
            page.close();
            top += TITLE + lane.height() + LANE_GAP;
        }
        labels(page, labels);
        page.close();
    }

    private void open(Markup page, double height) {
        page.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Markup.number(width) + " " + Markup.number(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        page.leaf("title", title, "id", id + "-title");
        page.leaf("desc", description(), "id", id + "-desc");
    }

    private String description() {
        StringBuilder text = new StringBuilder("Time runs from left to right over ")
                .append(Quantity.duration((time.toMillis() - time.fromMillis()) / 1000))
                .append(". ");
        for (Series.Marker marker : series.markers()) {
            if (time.overlaps(marker.offsetMillis(), marker.offsetMillis())) {
                text.append(marker.label())
                        .append(" at ")
                        .append(sinceZero(marker.offsetMillis()))
                        .append(". ");
            }
        }
        return text.toString().strip();
    }

    private void outage(Markup page, double top, double bottom) {
        OptionalLong start = series.firstMarker(Series.MarkerKind.START);
        OptionalLong end = series.firstMarker(Series.MarkerKind.RECOVERED);
        if (start.isPresent() && end.isPresent() && end.getAsLong() > start.getAsLong()) {
            double left = time.clampedX(start.getAsLong());
            page.empty(
                    "rect",
                    "class",
                    "outage",
                    "x",
                    Markup.number(left),
                    "y",
                    Markup.number(top),
                    "width",
                    Markup.number(time.clampedX(end.getAsLong()) - left),
                    "height",
                    Markup.number(bottom - top));
        }
    }

    private void axis(Markup page, double top, double bottom) {
        page.open("g", "class", "axis");
        for (double tick : time.ticks(zeroMillis(), 60)) {
            String x = Markup.number(time.x(tick));
            page.empty(
                    "line", "class", "grid", "x1", x, "x2", x, "y1", Markup.number(top), "y2", Markup.number(bottom));
            page.leaf("text", sinceZero(tick), "class", "tick middle", "x", x, "y", Markup.number(bottom + 14));
        }
        page.leaf(
                "text",
                axisTitle(),
                "class",
                "tick middle",
                "x",
                Markup.number((LEFT + width - RIGHT) / 2),
                "y",
                Markup.number(bottom + 31));
        page.close();
    }

    private void lines(Markup page, List<MarkerLabels.Placed> labels, double bottom) {
        for (MarkerLabels.Placed label : labels) {
            String x = Markup.number(label.x());
            page.empty(
                    "line",
                    "class",
                    "marker " + style(label.marker()),
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    Markup.number(label.row() * LABEL_ROW + 3),
                    "y2",
                    Markup.number(bottom));
        }
    }

    private void labels(Markup page, List<MarkerLabels.Placed> labels) {
        for (MarkerLabels.Placed label : labels) {
            page.leaf(
                    "text",
                    label.marker().label(),
                    "class",
                    "label " + style(label.marker()) + (label.flipped() ? " end" : ""),
                    "x",
                    Markup.number(label.flipped() ? label.right() : label.left()),
                    "y",
                    Markup.number(label.row() * LABEL_ROW + 13));
        }
    }

    private static String style(Series.Marker marker) {
        return switch (marker.kind()) {
            case START -> "start";
            case RECOVERED -> "recovered";
            case STEP, AFTER -> "step";
        };
    }

    private double zeroMillis() {
        return series.firstMarker(Series.MarkerKind.START).orElse(0);
    }

    private String axisTitle() {
        return series.firstMarker(Series.MarkerKind.START).isPresent()
                ? "seconds since: " + report.rto().startsAt()
                : "seconds since the recording began";
    }

    private String sinceZero(double millis) {
        double seconds = (millis - zeroMillis()) / 1000;
        String figures = Quantity.figures(Math.abs(seconds));
        return (seconds < 0 && !figures.equals("0") ? "−" : "") + figures + " s";
    }
}
