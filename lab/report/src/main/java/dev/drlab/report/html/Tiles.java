package dev.drlab.report.html;

import dev.drlab.report.OldDatabaseRules;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import dev.drlab.report.html.markup.Markup;

/** The main figures, each against its target. */
final class Tiles {
    private final Markup page;

    Tiles(Markup page) {
        this.page = page;
    }

    void render(Report report) {
        page.open("section", "class", "tiles", "aria-label", "Main figures");
        recovery(report.rto());
        loss(report.rpo(), OldDatabaseRules.noneLost(report, "none"));
        detection(report.detection());
        availability(report.availability());
        if (report.replication() != null) {
            lag(report.replication());
        }
        splitBrain(report.splitBrain());
        page.close();
    }

    private void recovery(Report.Rto rto) {
        String first = rto.recovered().map(Quantity::duration).orElse("not back");
        if (rto.fullRecovery() == null) {
            open("Recovery (RTO)", first);
        } else {
            open("Full recovery", rto.judgedSeconds().map(Quantity::duration).orElse("not recovered"));
        }
        mark(rto.met(), target(rto.targetSeconds()));
        close((rto.fullRecovery() == null ? "" : "first write (RTO) " + first + "; ") + "since: " + rto.startsAt());
    }

    private void loss(Report.Rpo rpo, String none) {
        String target = rpo.targetSeconds() == 0 ? "target none" : target(rpo.targetSeconds());
        if (!rpo.unmeasured().isEmpty() && rpo.withinTarget()) {
            open(
                    "Data loss (RPO)",
                    rpo.lost() == 0 ? "not judged" : "at least " + Quantity.duration(rpo.lostSeconds()));
            mark("not all measured", "missed", target);
            close(Quantity.count(rpo.lost(), "write") + " known to be lost");
            return;
        }
        open("Data loss (RPO)", rpo.lost() == 0 ? none : Quantity.duration(rpo.lostSeconds()));
        if (rpo.met() && rpo.lost() > 0) {
            mark("within", "partly", target);
        } else {
            mark(rpo.met(), target);
        }
        close(Quantity.count(rpo.lost(), "write") + " lost");
    }

    private void detection(Report.Detection detection) {
        if (detection != null) {
            open("Detection", detection.seconds() == null ? "not noticed" : Quantity.duration(detection.seconds()));
            mark(detection.met(), target(detection.targetSeconds()));
            close("by health checks");
        }
    }

    private void availability(Report.Availability availability) {
        open("Longest write gap", Quantity.duration(availability.longestWriteGapSeconds()));
        if (!availability.legs().isEmpty()) {
            boolean met = availability.legs().stream()
                    .map(ServiceLeg::judged)
                    .allMatch(judged -> judged.gapMet() && judged.failedShareMet());
            mark(met, "targets of every part of the run");
        }
        close(Quantity.percent(availability.successRatio()) + " of "
                + Quantity.count(availability.requests(), "request") + " answered since the steady state");
    }

    private void lag(Report.Replication replication) {
        Report.LagMillis lag = replication.lagMillis();
        open("Replica lag, 99 %", lag == null ? "no sample" : Quantity.millis(lag.p99()));
        close(lag == null ? "" : "median " + Quantity.millis(lag.p50()) + ", largest " + Quantity.millis(lag.max()));
    }

    private void splitBrain(Report.SplitBrain splitBrain) {
        long writes = splitBrain.httpWritesAcceptedByStaleRegion();
        open("Split-brain writes", Quantity.number(writes));
        if (splitBrain.expected()) {
            close("over " + Quantity.duration(splitBrain.windowSeconds()) + ", as the scenario expects");
        } else {
            mark(writes == 0, "target none");
            close("by the old region");
        }
    }

    private static String target(double seconds) {
        return "target " + Quantity.duration(seconds);
    }

    private void open(String label, String figure) {
        page.open("div", "class", "tile");
        page.leaf("h3", label);
        boolean words = figure.chars().noneMatch(Character::isDigit); // which are wider than a tile
        page.open("p", "class", words ? "figure words" : "figure").prose(figure).close();
    }

    private void mark(boolean met, String target) {
        mark(met ? "✓ met" : "✗ missed", met ? "met" : "missed", target);
    }

    private void mark(String word, String style, String target) {
        page.open("p", "class", "note");
        page.leaf("span", word, "class", "mark " + style);
        page.prose(", " + target).close();
    }

    private void close(String note) {
        page.open("p", "class", "note").prose(note).close().close();
    }
}
