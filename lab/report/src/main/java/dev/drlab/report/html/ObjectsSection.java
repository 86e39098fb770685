package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;

/** What became of the canary objects in the regions' buckets. */
final class ObjectsSection {
    private final Markup page;

    ObjectsSection(Markup page) {
        this.page = page;
    }

    /** Nothing when no objects were written. */
    void render(Report.ObjectLoss objects) {
        if (objects == null) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Objects");
        page.leaf(
                "p",
                "Canary objects, written to the active region's bucket and looked for in the other one.",
                "class",
                "note");
        Table table = Table.open(page, "Acknowledged objects and the lag of S3's replication", "", "#measured");
        table.row(List.of("acknowledged", "#" + Quantity.number(objects.acked())));
        table.row(List.of("lost", "#" + Quantity.number(objects.lost())));
        table.row(List.of("span of the loss", "#" + Quantity.duration(objects.lostSeconds())));
        table.row(List.of(
                "of the lost, arrived once the lost region was back", "#" + Quantity.number(objects.arrivedLater())));
        Report.Replication replication = objects.replication();
        Report.LagMillis lag = replication.lagMillis();
        if (lag != null) {
            table.row(List.of(
                    "replication lag, median / 95 % / 99 %",
                    "#" + Quantity.figures(lag.p50()) + " / " + Quantity.figures(lag.p95()) + " / "
                            + Quantity.millis(lag.p99())));
            table.row(List.of("replication lag, largest", "#" + Quantity.millis(lag.max())));
        }
        table.row(List.of(
                "lag samples, each known to " + Quantity.millis(replication.resolutionMillis()),
                "#" + Quantity.number(replication.samples())));
        table.close();
        page.close();
    }
}
