package dev.drlab.report;

import java.util.ArrayList;
import java.util.List;

/** Why a rehearsal failed, derived from its numbers alone. */
final class VerdictRules {
    private VerdictRules() {}

    static List<String> reasons(Report report) {
        List<String> reasons = new ArrayList<>();
        reasons.addAll(ServiceRules.reasons(report));
        detection(report.detection(), reasons);
        loss(report, reasons);
        objects(report.objects(), reasons);
        splitBrain(report.splitBrain(), reasons);
        reasons.addAll(OldDatabaseRules.reasons(report));
        report.legs().forEach(leg -> leg(leg, reasons));
        report.checks().stream().filter(check -> !check.held()).forEach(check -> reasons.add(Sentences.notHeld(check)));
        report.invariantFailures().forEach(failure -> reasons.add("Invariant broken: " + failure));
        return List.copyOf(reasons);
    }

    private static void detection(Report.Detection detection, List<String> reasons) {
        if (detection == null || detection.met()) {
            return;
        }
        reasons.add(
                detection.seconds() == null
                        ? "The health checks did not notice the fault."
                        : "The fault was noticed after " + Quantity.duration(detection.seconds())
                                + ", later than the target of " + Quantity.duration(detection.targetSeconds()) + ".");
    }

    private static void loss(Report report, List<String> reasons) {
        Report.Rpo rpo = report.rpo();
        rpo.unmeasured().forEach(what -> reasons.add("Not measured, so the loss is not judged: " + what + "."));
        if (rpo.canaries() != null && rpo.canaries().acked() == 0) {
            reasons.add("No canary was acknowledged, so the loss was not measured.");
        }
        if (report.target() == Report.Target.AWS && rpo.http().acked() == 0) {
            reasons.add("No write was acknowledged, so the loss was not measured.");
        }
        if (report.mode() == Report.Mode.PLANNED && rpo.lost() > 0) {
            reasons.add("A switchover may lose nothing, but " + Quantity.count(rpo.lost(), "acknowledged write")
                    + (rpo.lost() == 1 ? " is" : " are") + " missing.");
        } else if (rpo.lostWhole()) {
            reasons.add(
                    "Nothing that one writer acknowledged survived, so how far back the loss reaches is not known: at"
                            + " least " + Quantity.duration(rpo.lostSeconds()) + " were lost.");
        } else if (!rpo.withinTarget()) {
            reasons.add("Acknowledged writes of the last " + Quantity.duration(rpo.lostSeconds())
                    + " were lost, more than the target of " + Quantity.duration(rpo.targetSeconds()) + ".");
        }
        if (rpo.canaries() != null && rpo.canaries().holes() > 0) {
            reasons.add(Quantity.count(rpo.canaries().holes(), "acknowledged canary", "acknowledged canaries")
                    + " missing although a later one survived (a hole in the replicated history).");
        }
    }

    private static void objects(Report.ObjectLoss objects, List<String> reasons) {
        if (objects != null && !objects.met()) {
            reasons.add(Quantity.count(objects.lost(), "acknowledged object") + " of the last "
                    + Quantity.duration(objects.lostSeconds())
                    + " had not been replicated, more than the target allows.");
        }
    }

    private static void leg(Report.Leg leg, List<String> reasons) {
        Report.Activation activation = leg.activation();
        if (activation != null && activation.mode() == Report.Mode.PLANNED && activation.lost() > 0) {
            reasons.add("The leg '" + leg.name() + "' may lose nothing, but lost "
                    + Quantity.count(activation.lost(), "acknowledged write") + ".");
        }
    }

    private static void splitBrain(Report.SplitBrain splitBrain, List<String> reasons) {
        if (!splitBrain.wasMeasured()) {
            reasons.add("Not measured, so split brain is not judged: " + splitBrain.notMeasured() + ".");
        }
        long writes = splitBrain.httpWritesAcceptedByStaleRegion();
        if (writes > 0 && !splitBrain.expected()) {
            reasons.add("The stale region accepted " + Quantity.count(writes, "write") + " over "
                    + Quantity.duration(splitBrain.windowSeconds()) + " after it had been replaced.");
        }
    }
}
