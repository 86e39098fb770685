package dev.drlab.report.picture;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.Series;
import java.util.List;
import java.util.OptionalLong;

/** One picture: lanes over each other on one time axis, with the markers as lines through all of them. */
public final class SvgTimeline {
    private static final double LEFT = 46;
    private static final double RIGHT = 10;
    private static final double LABEL_ROW = 16;
    private static final double TITLE = 26;
    private static final double LANE_GAP = 10;
    private static final double AXIS = 38;
    private static final double TICK_DISTANCE = 60;

    private final Report report;
    private final Series series;
    private final TimeScale time;
    private final double width;
    private final List<MarkerLabels.Placed> labels;
    private final List<Lane> lanes;

    /** Which lanes a picture has. */
    public enum Content {
        /** Every lane; the state machine in one row. */
        OVERVIEW,
        /** Every lane; a row for each state. */
        DETAILED,
        /** A row for each state and nothing else. */
        STATES
    }

    /** {@code width} in pixels, at the size that the picture is meant for. */
    public SvgTimeline(Report report, Series series, TimeWindow window, Content content, double width) {
        this.report = report;
        this.series = series;
        this.width = width;
        this.time = new TimeScale(window.fromMillis(), window.toMillis(), LEFT, width - RIGHT);
        this.labels = MarkerLabels.place(series.markers(), time);
        this.lanes = lanes(content);
    }

    /** The picture; {@code id} is unique in the page. */
    public Svg draw(String id, String title) {
        double top = MarkerLabels.rows(labels) * LABEL_ROW + 4;
        double bottom = top
                + lanes.stream()
                        .mapToDouble(lane -> TITLE + lane.height() + LANE_GAP)
                        .sum();
        Svg svg = new Svg(id, width, bottom + AXIS, title, description());
        outage(svg, top);
        axis(svg, top, bottom);
        lines(svg, bottom);
        lanes(svg, top);
        labels(svg);
        return svg;
    }

    private List<Lane> lanes(Content content) {
        String definition = report.definition().name();
        Lane states = new StateLane(definition, series.visits(), time, content != Content.OVERVIEW);
        return content == Content.STATES
                ? List.of(states)
                : List.of(
                        AnswersLane.writes(series.bins(), time),
                        AnswersLane.reads(series.bins(), time),
                        new WriterLane(report.regions(), series.writers(), time),
                        new LagLane(series.lags(), series.exposures(), time),
                        states);
    }

    private void lanes(Svg svg, double firstTop) {
        double top = firstTop;
        for (Lane lane : lanes) {
            svg.text("lane", 0, top + 14, lane.title());
            lane.draw(svg, top + TITLE);
            top += TITLE + lane.height() + LANE_GAP;
        }
    }

    /** Shades the recovery time, and paler what follows until full recovery, behind each lane but not behind its title. */
    private void outage(Svg svg, double firstTop) {
        shade(svg, firstTop, "outage", Series.MarkerKind.START, Series.MarkerKind.RECOVERED);
        shade(svg, firstTop, "outage pale", Series.MarkerKind.RECOVERED, Series.MarkerKind.FULLY_RECOVERED);
    }

    private void shade(Svg svg, double firstTop, String style, Series.MarkerKind from, Series.MarkerKind to) {
        OptionalLong start = series.firstMarker(from);
        OptionalLong end = series.firstMarker(to);
        if (start.isEmpty() || end.isEmpty() || !time.overlaps(start.getAsLong(), end.getAsLong())) {
            return;
        }
        double left = time.clampedX(start.getAsLong());
        double shaded = Math.max(0, time.clampedX(end.getAsLong()) - left);
        if (shaded >= time.right() - time.left()) {
            // All of it would be shaded, which says nothing.
            return;
        }
        double top = firstTop;
        for (Lane lane : lanes) {
            svg.rect(style, left, top + TITLE - 2, shaded, lane.height() + 4);
            top += TITLE + lane.height() + LANE_GAP;
        }
    }

    private void axis(Svg svg, double top, double bottom) {
        for (double tick : time.ticks(zeroMillis(), TICK_DISTANCE)) {
            svg.vertical("grid", time.x(tick), top, bottom);
            svg.text("tick middle", time.x(tick), bottom + 14, sinceZero(tick));
        }
        String title = series.firstMarker(Series.MarkerKind.START).isPresent()
                ? "seconds since: " + report.rto().startsAt()
                : "seconds since the recording began";
        svg.text("tick middle", (time.left() + time.right()) / 2, bottom + 31, title);
    }

    private void lines(Svg svg, double bottom) {
        for (MarkerLabels.Placed label : labels) {
            svg.vertical("marker " + style(label.marker()), label.x(), label.row() * LABEL_ROW + 3, bottom);
        }
    }

    private void labels(Svg svg) {
        for (MarkerLabels.Placed label : labels) {
            String style = "label " + style(label.marker()) + (label.flipped() ? " end" : "");
            double x = label.flipped() ? label.right() : label.left();
            svg.text(style, x, label.row() * LABEL_ROW + 13, label.marker().label());
        }
    }

    private static String style(Series.Marker marker) {
        return switch (marker.kind()) {
            case START -> "start";
            case RECOVERED, FULLY_RECOVERED -> "recovered";
            case STEP, AFTER -> "step";
        };
    }

    private String description() {
        StringBuilder text = new StringBuilder("Time runs from left to right over ")
                .append(Quantity.duration((time.toMillis() - time.fromMillis()) / 1000))
                .append('.');
        for (MarkerLabels.Placed label : labels) {
            Series.Marker marker = label.marker();
            text.append(' ').append(marker.label()).append(" at ").append(sinceZero(marker.offsetMillis()));
            text.append('.');
        }
        return text.toString();
    }

    private double zeroMillis() {
        return series.firstMarker(Series.MarkerKind.START).orElse(0);
    }

    private String sinceZero(double millis) {
        double seconds = (millis - zeroMillis()) / 1000;
        String figures = Quantity.figures(Math.abs(seconds));
        return (seconds < 0 && !figures.equals("0") ? "−" : "") + figures + " s";
    }
}
