package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;
import java.util.function.ToLongFunction;

/** What was lost, what the old region took too late, and what the clients saw. */
final class AccountSection {
    private static final String NOT_MEASURED = "#not measured";

    private final Markup page;
    private final Report report;

    AccountSection(Markup page, Report report) {
        this.page = page;
        this.report = report;
    }

    void render() {
        loss(report.rpo());
        service();
    }

    private void loss(Report.Rpo rpo) {
        page.open("section", "class", "card").leaf("h2", "Loss account");
        page.leaf(
                "p",
                "Every acknowledgement since the traffic started was written to a ledger outside the database; each was"
                        + (report.target() == Report.Target.LAB
                                ? " then looked up in the activated database."
                                : " then asked of the service by its id, and found only where the row had that write's value."),
                "class",
                "note");
        Report.Canaries canaries = rpo.canaries();
        Report.Http http = rpo.http();
        Table table = Table.open(page, "Acknowledged writes and what became of them", "", "#canaries", "#HTTP writes");
        row(table, canaries, "acknowledged", Report.Canaries::acked, Quantity.number(http.acked()));
        row(table, canaries, "survived", Report.Canaries::survived, Quantity.number(http.survived()));
        row(table, canaries, "lost", Report.Canaries::lost, Quantity.number(http.lost()));
        if (http.unaccounted() > 0) {
            table.row(List.of("not accounted for", "#–", "#" + Quantity.number(http.unaccounted())));
        }
        table.row(List.of(
                "span of the loss",
                canaries == null ? NOT_MEASURED : "#" + Quantity.duration(canaries.lostSeconds()),
                "#" + Quantity.duration(http.lostSeconds())));
        row(table, canaries, "holes: lost although a later one survived (never expected)", Report.Canaries::holes, "–");
        row(table, canaries, "survived without an acknowledgement (allowed)", Report.Canaries::unackedSurvivors, "–");
        table.close();
        rpo.unmeasured().forEach(what -> page.leaf("p", "Not measured: " + what + ".", "class", "note"));
        page.close();
    }

    private static void row(
            Table table, Report.Canaries canaries, String name, ToLongFunction<Report.Canaries> figure, String http) {
        table.row(List.of(
                name,
                canaries == null ? NOT_MEASURED : "#" + Quantity.number(figure.applyAsLong(canaries)),
                "#" + http));
    }

    private void service() {
        page.open("section", "class", "card").leaf("h2", "Service and replication");
        page.leaf(
                "p",
                "Requests, answers and gaps are counted since the steady state: how the traffic began is left out.",
                "class",
                "note");
        Report.Availability availability = report.availability();
        Table table = Table.open(page, "Availability, split brain and replication lag", "", "#measured");
        table.row(List.of("requests since the steady state", "#" + Quantity.number(availability.requests())));
        table.row(List.of("of those, failed", "#" + Quantity.number(availability.failed())));
        table.row(List.of(
                "longest time without any answer", "#" + Quantity.duration(availability.longestOutageSeconds())));
        table.row(List.of(
                "longest gap between accepted writes", "#" + Quantity.duration(availability.longestWriteGapSeconds())));
        table.row(List.of(
                "writes accepted by the replaced region",
                "#" + Quantity.number(report.splitBrain().httpWritesAcceptedByStaleRegion())));
        table.row(List.of(
                "over a time of", "#" + Quantity.duration(report.splitBrain().windowSeconds())));
        if (report.replication() == null) {
            table.row(List.of("replica lag", NOT_MEASURED));
        } else {
            lag(table, report.replication());
        }
        table.close();
        page.close();
    }

    private static void lag(Table table, Report.Replication replication) {
        Report.LagMillis lag = replication.lagMillis();
        if (lag != null) {
            table.row(List.of(
                    "replica lag, median / 95 % / 99 %",
                    "#" + Quantity.figures(lag.p50()) + " / " + Quantity.figures(lag.p95()) + " / "
                            + Quantity.millis(lag.p99())));
            table.row(List.of("replica lag, largest", "#" + Quantity.millis(lag.max())));
        }
        table.row(List.of(
                "lag samples, each known to " + Quantity.millis(replication.resolutionMillis()),
                "#" + Quantity.number(replication.samples())));
    }
}
