package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.Sentences;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;

/** The parts of a rehearsal that moves the roles more than once: what each took, and what it kept. */
final class LegsSection {
    private final Markup page;
    private final List<Report.Leg> legs;

    LegsSection(Markup page, List<Report.Leg> legs) {
        this.page = page;
        this.legs = legs;
    }

    /** Nothing when there is only one part. */
    void render() {
        if (legs.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Legs");
        page.leaf(
                "p",
                "Each leg is one execution of a state machine. Losses are counted when the leg has ended, beyond those of"
                        + " the legs before it.",
                "class",
                "note");
        Table table =
                Table.open(page, "Legs, in order", "Leg", "Region", "#epoch", "#took", "#back after", "#lost", "Kept");
        legs.forEach(leg -> table.row(row(leg)));
        table.close();
        page.close();
    }

    private static List<String> row(Report.Leg leg) {
        Report.Activation activation = leg.activation();
        boolean back = activation != null && activation.recoverySeconds() != null;
        return List.of(
                leg.name(),
                leg.region(),
                "#" + leg.epoch(),
                "#" + Quantity.duration(leg.seconds()),
                "#" + (back ? Quantity.duration(activation.recoverySeconds()) : "–"),
                "#" + (activation == null ? "–" : Quantity.number(activation.lost())),
                leg.evidence() == null ? "" : Sentences.evidence(leg.evidence()));
    }
}
