package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Series;
import dev.drlab.report.picture.Svg;
import dev.drlab.report.picture.SvgTimeline;
import dev.drlab.report.picture.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The run in pictures: the recovery, the state machine, then all of it. Each is drawn for a wide and a narrow page. */
final class Pictures {
    private static final double WIDE = 1060;
    private static final double NARROW = 356;

    private final Report report;
    private final Series series;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * One picture.
     *
     * @param title what it shows
     * @param wide for a wide page
     * @param narrow for a narrow page
     * @param explained whether the legend follows it
     */
    record Figure(String title, Svg wide, Svg narrow, boolean explained) {}

    private Pictures(Report report, Series series) {
        this.report = report;
        this.series = series;
    }

    /** In their order; none when nothing was recorded to draw. */
    static List<Figure> of(Report report, Series series) {
        Pictures pictures = new Pictures(report, series);
        if (!series.bins().isEmpty() || !series.visits().isEmpty()) {
            pictures.draw();
        }
        return pictures.figures;
    }

    private void draw() {
        Optional<TimeWindow> closeUp = TimeWindow.closeUp(series);
        TimeWindow main = closeUp.orElse(TimeWindow.wholeRun(series));
        Optional<TimeWindow> states = TimeWindow.states(series, main);
        SvgTimeline.Content mainContent =
                states.isEmpty() ? SvgTimeline.Content.DETAILED : SvgTimeline.Content.OVERVIEW;
        figure("main", closeUp.isEmpty() ? "The whole run" : "The recovery", main, mainContent);
        states.ifPresent(window -> figure("states", "The state machine at work", window, SvgTimeline.Content.STATES));
        if (closeUp.isPresent()) {
            figure("run", "The whole run", TimeWindow.wholeRun(series), SvgTimeline.Content.OVERVIEW);
        }
    }

    private void figure(String id, String title, TimeWindow window, SvgTimeline.Content content) {
        figures.add(new Figure(
                title,
                new SvgTimeline(report, series, window, content, WIDE).draw(id + "-wide", title),
                new SvgTimeline(report, series, window, content, NARROW).draw(id + "-narrow", title),
                figures.isEmpty()));
    }
}
