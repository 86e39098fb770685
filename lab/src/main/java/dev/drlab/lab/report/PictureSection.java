package dev.drlab.lab.report;

import java.util.Optional;

/** The run as a picture: first the time that matters, then all of it. Each is drawn for a wide and a narrow page. */
final class PictureSection {
    private static final double WIDE = 1060;
    private static final double NARROW = 356;

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
            Optional<TimeWindow> closeUp = TimeWindow.closeUp(series);
            closeUp.ifPresent(window -> figure(
                    "close-up",
                    "Close-up: from " + report.rto().startsAt() + " to the first write in "
                            + report.regions().to(),
                    window,
                    true));
            figure("whole-run", "The whole run", TimeWindow.wholeRun(series), closeUp.isEmpty());
            page.leaf(
                    "p",
                    "The shaded time is the recovery time. Exposure is the age of the oldest acknowledged commit"
                            + " that the replica did not have: what would have been lost, had the region failed then.",
                    "class",
                    "note");
        }
        page.close();
    }

    private void figure(String id, String title, TimeWindow window, boolean detailed) {
        page.open("figure").leaf("figcaption", title);
        page.open("div", "class", "wide");
        new SvgTimeline(report, series, window, id + "-wide", title, WIDE, detailed).draw(page);
        page.close();
        page.open("div", "class", "narrow");
        new SvgTimeline(report, series, window, id + "-narrow", title, NARROW, detailed).draw(page);
        page.close();
        page.close();
    }
}
