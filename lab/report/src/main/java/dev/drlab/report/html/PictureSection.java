package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Series;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.picture.SvgTimeline;
import dev.drlab.report.picture.TimeWindow;
import java.util.Optional;

/** The run in pictures: the recovery, the state machine, then all of it. Each is drawn for a wide and a narrow page. */
final class PictureSection {
    private static final double WIDE = 1060;
    private static final double NARROW = 356;

    private static final String LEGEND =
            "Shaded: the recovery time, paler what follows until full recovery. Lag: how long an acknowledged commit took to show on"
                    + " the replica. Exposure: the age of the oldest acknowledged commit that the replica did not have, which is"
                    + " what would have been lost, had the region failed at that moment. Both on a logarithmic scale. Grey:"
                    + " the exposure was not measured, or was at least what is drawn, for no canary arrived at the replica.";

    private final Markup page;
    private final Report report;
    private final Series series;

    PictureSection(Markup page, Report report, Series series) {
        this.page = page;
        this.report = report;
        this.series = series;
    }

    void render() {
        page.open("section", "class", "card").leaf("h2", "What happened");
        if (series.bins().isEmpty() && series.visits().isEmpty()) {
            page.leaf("p", "Nothing was recorded to draw.");
        } else {
            pictures();
        }
        page.close();
    }

    private void pictures() {
        Optional<TimeWindow> closeUp = TimeWindow.closeUp(series);
        TimeWindow main = closeUp.orElse(TimeWindow.wholeRun(series));
        Optional<TimeWindow> states = TimeWindow.states(series, main);
        SvgTimeline.Content mainContent =
                states.isEmpty() ? SvgTimeline.Content.DETAILED : SvgTimeline.Content.OVERVIEW;
        figure("main", closeUp.isEmpty() ? "The whole run" : "The recovery", main, mainContent);
        page.leaf("p", LEGEND, "class", "note");
        states.ifPresent(window -> figure("states", "The state machine at work", window, SvgTimeline.Content.STATES));
        if (closeUp.isPresent()) {
            figure("run", "The whole run", TimeWindow.wholeRun(series), SvgTimeline.Content.OVERVIEW);
        }
    }

    private void figure(String id, String title, TimeWindow window, SvgTimeline.Content content) {
        page.open("figure").leaf("figcaption", title);
        page.open("div", "class", "wide");
        new SvgTimeline(report, series, window, content, WIDE).draw(page, id + "-wide", title);
        page.close();
        page.open("div", "class", "narrow");
        new SvgTimeline(report, series, window, content, NARROW).draw(page, id + "-narrow", title);
        page.close();
        page.close();
    }
}
