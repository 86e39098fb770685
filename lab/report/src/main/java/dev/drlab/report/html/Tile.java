package dev.drlab.report.html;

import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.report.OldDatabaseRules;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A main figure against its target.
 *
 * @param label what it is of
 * @param figure as it is shown
 * @param mark how it stands to its target; null when it has none
 * @param note what else there is to say
 */
record Tile(String label, String figure, Mark mark, String note) {
    /**
     * How a figure stands to its target.
     *
     * @param word such as {@code ✓ met}
     * @param style {@code met}, {@code partly} or {@code missed}
     * @param target what it was to be
     */
    record Mark(String word, String style, String target) {
        private static Mark of(boolean met, String target) {
            return new Mark(met ? "✓ met" : "✗ missed", met ? "met" : "missed", target);
        }
    }

    /** Those of a report, in their order. */
    static List<Tile> all(Report report) {
        return Stream.of(
                        recovery(report.rto()),
                        loss(report.rpo(), OldDatabaseRules.noneLost(report, "none")),
                        detection(report.detection()),
                        availability(report.availability()),
                        lag(report.replication()),
                        splitBrain(report.splitBrain()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether the figure is words, which are wider than a tile. */
    boolean isWords() {
        return figure.chars().noneMatch(Character::isDigit);
    }

    private static Tile recovery(Report.Rto rto) {
        String first = rto.recovered().map(Quantity::duration).orElse("not back");
        Mark mark = Mark.of(rto.met(), target(rto.targetSeconds()));
        String since = "since: " + rto.startsAt();
        return rto.fullRecovery() == null
                ? new Tile("Recovery (RTO)", first, mark, since)
                : new Tile(
                        "Full recovery",
                        rto.judgedSeconds().map(Quantity::duration).orElse("not recovered"),
                        mark,
                        "first write (RTO) " + first + "; " + since);
    }

    private static Tile loss(Report.Rpo rpo, String none) {
        String target = rpo.targetSeconds() == 0 ? "target none" : target(rpo.targetSeconds());
        String label = "Data loss (RPO)";
        String lost = Quantity.count(rpo.lost(), "write");
        if (rpo.lostMore()
                && rpo.lostSeconds() <= rpo.targetSeconds()
                && (rpo.targetSeconds() > 0 || rpo.lost() == 0)) {
            return new Tile(
                    label,
                    rpo.lost() == 0 ? "not judged" : "at least " + Quantity.duration(rpo.lostSeconds()),
                    new Mark("not all measured", "missed", target),
                    lost + " known to be lost");
        }
        return new Tile(
                label,
                rpo.lost() == 0 ? none : (rpo.lostMore() ? "at least " : "") + Quantity.duration(rpo.lostSeconds()),
                rpo.met() && rpo.lost() > 0 ? new Mark("within", "partly", target) : Mark.of(rpo.met(), target),
                lost + " lost");
    }

    private static Tile detection(Report.Detection detection) {
        return detection == null
                ? null
                : new Tile(
                        "Detection",
                        detection.seconds() == null ? "not noticed" : Quantity.duration(detection.seconds()),
                        Mark.of(detection.met(), target(detection.targetSeconds())),
                        "by health checks");
    }

    private static Tile availability(Report.Availability availability) {
        boolean met = availability.legs().stream()
                .map(ServiceLeg::judged)
                .allMatch(judged -> judged.gapMet() && judged.failedShareMet());
        return new Tile(
                "Longest write gap",
                Quantity.duration(availability.longestWriteGapSeconds()),
                availability.legs().isEmpty() ? null : Mark.of(met, "targets of every part of the run"),
                Quantity.percent(availability.successRatio()) + " of "
                        + Quantity.count(availability.requests(), "request") + " answered since the steady state");
    }

    private static Tile lag(ReplicationLag replication) {
        if (replication == null) {
            return null;
        }
        Percentiles lag = replication.lagMillis();
        return new Tile(
                "Replica lag, 99 %",
                lag == null ? "no sample" : Quantity.millis(lag.p99()),
                null,
                lag == null ? "" : "median " + Quantity.millis(lag.p50()) + ", largest " + Quantity.millis(lag.max()));
    }

    private static Tile splitBrain(Report.SplitBrain splitBrain) {
        if (splitBrain.notMeasured() != null) {
            return new Tile("Split-brain writes", "not measured", Mark.of(false, "target none"), "by the old region");
        }
        long writes = splitBrain.httpWritesAcceptedByStaleRegion();
        return new Tile(
                "Split-brain writes",
                Quantity.number(writes),
                splitBrain.expected() ? null : Mark.of(writes == 0, "target none"),
                splitBrain.expected()
                        ? "over " + Quantity.duration(splitBrain.windowSeconds()) + ", as the scenario expects"
                        : "by the old region");
    }

    private static String target(double seconds) {
        return "target " + Quantity.duration(seconds);
    }
}
