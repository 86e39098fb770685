package dev.drlab.lab.report;

import java.util.List;

/** What was lost, what the old region took too late, and what the clients saw. */
final class AccountSection {
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
                        + " then looked up in the activated database.",
                "class",
                "note");
        Report.Canaries canaries = rpo.canaries();
        Report.Http http = rpo.http();
        Table table = Table.open(page, "Acknowledged writes and what became of them", "", "#canaries", "#HTTP writes");
        row(table, "acknowledged", canaries.acked(), http.acked());
        row(table, "survived", canaries.survived(), http.survived());
        row(table, "lost", canaries.lost(), http.lost());
        table.row(List.of(
                "span of the loss",
                "#" + Quantity.duration(canaries.lostSeconds()),
                "#" + Quantity.duration(http.lostSeconds())));
        table.row(List.of(
                "holes: lost although a later one survived (never expected)",
                "#" + Quantity.number(canaries.holes()),
                "#–"));
        table.row(List.of(
                "survived without an acknowledgement (allowed)",
                "#" + Quantity.number(canaries.unackedSurvivors()),
                "#–"));
        table.close();
        page.close();
    }

    private static void row(Table table, String name, long canaries, long http) {
        table.row(List.of(name, "#" + Quantity.number(canaries), "#" + Quantity.number(http)));
    }

    private void service() {
        page.open("section", "class", "card").leaf("h2", "Service and replication");
        page.leaf(
                "p",
                "Requests, answers and gaps are counted since the steady state: how the lab warmed up before is left out.",
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
        lag(table, report.replication());
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
