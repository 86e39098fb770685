package dev.drlab.lab.report;

/** The main figures, each against its target. */
final class Tiles {
    private final Markup page;

    Tiles(Markup page) {
        this.page = page;
    }

    void render(Report report) {
        page.open("section", "class", "tiles", "aria-label", "Main figures");
        recovery(report.rto());
        loss(report.rpo());
        detection(report.detection());
        Report.Availability availability = report.availability();
        tile(
                "Longest gap between accepted writes",
                Quantity.duration(availability.longestWriteGapSeconds()),
                Quantity.percent(availability.successRatio()) + " of "
                        + Quantity.count(availability.requests(), "request") + " answered",
                null);
        lag(report.replication());
        splitBrain(report.splitBrain());
        page.close();
    }

    private void recovery(Report.Rto rto) {
        String figure = rto.recovered().map(Quantity::duration).orElse("not recovered");
        tile("Recovery time (RTO)", figure, "target " + Quantity.duration(rto.targetSeconds()), rto.met());
    }

    private void loss(Report.Rpo rpo) {
        String target = rpo.targetSeconds() == 0 ? "target none" : "target " + Quantity.duration(rpo.targetSeconds());
        tile(
                "Data lost (RPO)",
                rpo.lost() == 0 ? "none" : Quantity.duration(rpo.lostSeconds()),
                Quantity.count(rpo.lost(), "acknowledged write") + "; " + target,
                rpo.met());
    }

    private void detection(Report.Detection detection) {
        if (detection != null) {
            String figure = detection.seconds() == null ? "not noticed" : Quantity.duration(detection.seconds());
            tile("Detection", figure, "target " + Quantity.duration(detection.targetSeconds()), detection.met());
        }
    }

    private void lag(Report.Replication replication) {
        if (replication.lagMillis() == null) {
            tile("Replica lag, 99th percentile", "no sample", "", null);
        } else {
            tile(
                    "Replica lag, 99th percentile",
                    Quantity.millis(replication.lagMillis().p99()),
                    "median " + Quantity.millis(replication.lagMillis().p50()) + ", largest "
                            + Quantity.millis(replication.lagMillis().max()),
                    null);
        }
    }

    private void splitBrain(Report.SplitBrain splitBrain) {
        long writes = splitBrain.httpWritesAcceptedByStaleRegion();
        tile(
                "Writes taken by the old region",
                Quantity.number(writes),
                writes == 0
                        ? "after it had been replaced"
                        : "over " + Quantity.duration(splitBrain.windowSeconds()) + " after it had been replaced",
                splitBrain.expected() ? null : writes == 0);
    }

    /** {@code met} is null where there is no target. */
    private void tile(String label, String figure, String note, Boolean met) {
        page.open("div", "class", "tile");
        page.leaf("h3", label);
        page.leaf("p", figure, "class", "figure");
        page.open("p", "class", "note");
        if (met != null) {
            page.leaf("span", met ? "✓ met" : "✗ missed", "class", met ? "mark met" : "mark missed")
                    .text(" ");
        }
        page.text(note).close();
        page.close();
    }
}
