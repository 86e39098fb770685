package dev.drlab.report.html;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Quantity;
import dev.drlab.report.ServiceLeg;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;

/** What the clients saw in each part of the run, against its targets. */
final class ServiceSection {
    private final Markup page;
    private final List<ServiceLeg> legs;

    ServiceSection(Markup page, List<ServiceLeg> legs) {
        this.page = page;
        this.legs = legs;
    }

    /** Nothing in reports from before it was measured. */
    void render() {
        if (legs.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Service over the whole run");
        page.leaf(
                "p",
                "A part lasts from its event to the next one. Judged is all of a planned move, and of an unplanned one"
                        + " what follows the first accepted write: the outage before it is the recovery time. Requests that"
                        + " could not be sent count as failed.",
                "class",
                "note");
        judged();
        if (legs.stream().anyMatch(leg -> leg.fullRecovery() != null)) {
            fullRecovery();
        }
        page.close();
    }

    private void judged() {
        Table table = Table.open(
                page,
                "Parts of the run, in order",
                "Part",
                "#lasted",
                "#requests",
                "#failed",
                "Judged since",
                "#longest write gap",
                "#failed share");
        for (ServiceLeg leg : legs) {
            ServiceLeg.Judged judged = leg.judged();
            page.open("tr").leaf("th", leg.name(), "scope", "row");
            figure(Quantity.duration(leg.seconds()));
            figure(Quantity.number(leg.requests()));
            figure(Quantity.number(leg.failed()));
            page.leaf("td", judged.since(), "class", "txt");
            target(
                    Quantity.duration(judged.longestWriteGapSeconds()),
                    judged.gapMet(),
                    Quantity.duration(judged.gapTargetSeconds()));
            target(
                    judged.requests() == 0 ? "none sent" : Quantity.percentUp(judged.failedShare()),
                    judged.failedShareMet(),
                    Quantity.percentUp(judged.failedShareTarget()));
            page.close();
        }
        table.close();
    }

    private void fullRecovery() {
        page.leaf("h3", "Full recovery");
        page.leaf(
                "p",
                "The moment from which on every whole second has at least 99 % of its writes accepted, and of its reads;"
                        + " counted from the event. It is what the target for recovery is compared with.",
                "class",
                "note");
        Table table = Table.open(
                page,
                "Full recovery after each move",
                "After",
                "#fully back",
                "#writes",
                "#reads",
                "#failed writes until then",
                "#failed reads",
                "Afterwards");
        legs.stream().filter(leg -> leg.fullRecovery() != null).forEach(leg -> {
            FullRecovery full = leg.fullRecovery();
            table.row(List.of(
                    leg.name(),
                    "#"
                            + (full.reached()
                                    ? Quantity.duration(full.seconds())
                                    : "not within " + Quantity.duration(full.watchedSeconds())),
                    "#" + back(full.writes()),
                    "#" + back(full.reads()),
                    "#" + failed(full.writes()),
                    "#" + failed(full.reads()),
                    later(full)));
        });
        table.close();
    }

    private static String back(FullRecovery.Kind kind) {
        return kind.seconds() == null ? "not back" : Quantity.duration(kind.seconds());
    }

    private static String failed(FullRecovery.Kind kind) {
        return Quantity.number(kind.failed()) + " of " + Quantity.number(kind.requests());
    }

    private static String later(FullRecovery full) {
        return full.laterSecondsBelow() == 0
                ? "never below 99 % again"
                : Quantity.count(full.laterSecondsBelow(), "later second") + " below 99 %";
    }

    private void figure(String text) {
        page.leaf("td", text, "class", "num");
    }

    private void target(String figure, boolean met, String target) {
        page.open("td", "class", "num").prose(figure + " ");
        page.leaf("span", met ? "✓" : "✗", "class", met ? "mark met" : "mark missed");
        page.prose(" of " + target).close();
    }
}
