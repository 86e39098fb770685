package dev.drlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The result in plain words, the same in the page, the terminal and the index. */
public final class Sentences {
    private Sentences() {}

    /** Recovery, loss and split brain, a sentence each. */
    static List<String> of(Report report) {
        List<String> sentences = new ArrayList<>();
        sentences.add(recovery(report));
        sentences.add(loss(report));
        sentences.add(splitBrain(report));
        if (!report.oldDatabases().isEmpty()) {
            sentences.add(oldDatabases(report));
        }
        return sentences;
    }

    /** Such as {@code Writes of the old region: 3, not 0.} */
    static String notHeld(Report.Check check) {
        return check.name() + ": " + check.measured() + ", expected: " + check.expected() + ".";
    }

    /** Such as {@code 7 of 7 held}. */
    public static String held(List<Report.Check> checks) {
        return checks.stream().filter(Report.Check::held).count() + " of " + checks.size() + " held";
    }

    /** How long it took until a write was accepted, and against which target. */
    public static String recovery(Report report) {
        Report.Rto rto = report.rto();
        String target = " (target " + Quantity.duration(rto.targetSeconds()) + ")";
        if (rto.seconds() == null) {
            return "Service was not back after " + Quantity.duration(rto.gaveUpAfterSeconds()) + target + ".";
        }
        if (rto.judgedSeconds().isEmpty()) {
            return "Service was not fully back within "
                    + Quantity.duration(rto.fullRecovery().watchedSeconds()) + target
                    + ", though a first write was accepted after " + Quantity.duration(rto.seconds()) + ".";
        }
        String measured = Quantity.duration(rto.judgedSeconds().get()) + target;
        String first =
                rto.fullRecovery() == null ? "" : ", with a first write after " + Quantity.duration(rto.seconds());
        if (!moved(report)) {
            return report.regions().active() + " fully served again after " + measured + first + ".";
        }
        if (report.splitBrain().wasShown()) {
            return report.regions().to() + " took over in " + measured + first + "; meanwhile "
                    + report.regions().from() + " went on accepting writes.";
        }
        return report.mode() == Report.Mode.PLANNED
                ? report.regions().to() + " took over in " + measured + first + "."
                : "Service was fully back in " + measured + first + ".";
    }

    /** The worst gap and the worst share of failed requests over the parts of the run; empty where they were not measured. */
    public static String service(Report report) {
        List<ServiceLeg> legs = report.availability().legs();
        if (legs.isEmpty()) {
            return "";
        }
        ServiceLeg gap = legs.stream()
                .max(Comparator.comparingDouble(leg -> leg.judged().longestWriteGapSeconds()))
                .orElseThrow();
        ServiceLeg share = legs.stream()
                .max(Comparator.comparingDouble(leg -> leg.judged().failedShare()))
                .orElseThrow();
        return "At worst no write was accepted for "
                + Quantity.duration(gap.judged().longestWriteGapSeconds()) + part(gap) + ", and "
                + (share.judged().failedShare() == 0
                        ? "no request failed."
                        : Quantity.percentUp(share.judged().failedShare()) + " of the requests failed" + part(share)
                                + ".");
    }

    private static String part(ServiceLeg leg) {
        return " (" + leg.name() + ", since: " + leg.judged().since() + ")";
    }

    /** The sentence on the loss, and its target. */
    public static String loss(Report report) {
        Report.Rpo rpo = report.rpo();
        long acked = rpo.acked();
        if (rpo.lost() == 0 && !rpo.unmeasured().isEmpty()) {
            return "Of " + Quantity.count(acked, "acknowledged write")
                    + " none is known to be lost, but not all was measured.";
        }
        if (rpo.lost() == 0) {
            return "None of " + Quantity.count(acked, "acknowledged write")
                    + (OldDatabaseRules.othersLost(report) ? " of drlab's own clients" : "") + " was lost.";
        }
        String target = " (target "
                + (rpo.targetSeconds() == 0 ? "none may be" : Quantity.duration(rpo.targetSeconds())) + ").";
        String lost = Quantity.number(rpo.lost()) + " of " + Quantity.count(acked, "acknowledged write");
        if (report.splitBrain().wasShown()) {
            return lost + (rpo.lost() == 1 ? " is" : " are") + " missing from the database of "
                    + report.regions().active() + ": " + report.regions().from() + " alone accepted them, over "
                    + Quantity.duration(rpo.lostSeconds()) + target;
        }
        return lost + (rpo.lost() == 1 ? " was" : " were") + " lost, from " + (rpo.lostMore() ? "at least " : "")
                + "the last "
                + Quantity.duration(rpo.lostSeconds()) + " before the switch" + target;
    }

    /** False when the switchover was given up, so that the region kept its role. */
    private static boolean moved(Report report) {
        return report.mode() != Report.Mode.PLANNED
                || report.regions().active().equals(report.regions().to());
    }

    /** The sentence on writes that a region accepted when it was no longer active. */
    public static String splitBrain(Report report) {
        if (!moved(report)) {
            return report.regions().from() + " kept its role throughout.";
        }
        Report.SplitBrain splitBrain = report.splitBrain();
        long writes = splitBrain.httpWritesAcceptedByStaleRegion();
        if (!splitBrain.wasMeasured()) {
            return "Whether " + report.regions().from()
                    + " accepted writes after it had been replaced was not measured.";
        }
        return writes == 0
                ? report.regions().from() + " accepted no write after it had been replaced."
                : report.regions().from() + " accepted " + Quantity.count(writes, "write") + " over "
                        + Quantity.duration(splitBrain.windowSeconds()) + " after it had been replaced"
                        + (splitBrain.expected() ? ", as this scenario expects" + senders(splitBrain) : "") + ".";
    }

    /** Whose writes these were, so that they can be compared with the loss account. */
    private static String senders(Report.SplitBrain splitBrain) {
        long outside = splitBrain.outsideRpo();
        return outside == 0
                ? ""
                : ": " + Quantity.number(splitBrain.httpWritesAcceptedByStaleRegion() - outside)
                        + " from the clients of the loss account, " + Quantity.number(outside)
                        + " from another client";
    }

    /** The sentence on the evidence that was kept of a database that was removed. */
    public static String evidence(Report.Evidence evidence) {
        return Quantity.count(evidence.items(), "item") + " and "
                + Quantity.count(evidence.canaries(), "canary", "canaries")
                + " that only the old database had, listed in "
                + evidence.list() + "; snapshot " + evidence.snapshot();
    }

    /** The sentence on what only old databases have, of any application; empty when none was looked into. */
    public static String oldDatabases(Report report) {
        return report.oldDatabases().stream()
                .map(OldDatabaseRules::sentence)
                .map(Sentences::begun)
                .collect(Collectors.joining(" "));
    }

    /** Such as {@code At most 158 ms while it was measured; not measured for 9.8 s of 25 s, in which it was 7.1 s or more.} */
    public static String exposure(Exposure exposure) {
        String measured = exposure.maxSeconds() == null
                ? "Never measured"
                : "At most " + Quantity.duration(exposure.maxSeconds()) + " while it was measured";
        if (exposure.unmeasured().isEmpty()) {
            return measured + ", which was all of " + Quantity.duration(exposure.observedSeconds()) + ".";
        }
        return measured + "; not measured for " + Quantity.duration(exposure.unmeasuredSeconds()) + " of "
                + Quantity.duration(exposure.observedSeconds())
                + (exposure.atLeastSeconds() == null
                        ? ""
                        : ", in which it was at least " + Quantity.duration(exposure.atLeastSeconds()))
                + ".";
    }

    /** The sentence with a capital at its beginning. */
    public static String begun(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Such as {@code 3 to 10 min or longer}. */
    public static String range(Report.AwsAdd add) {
        return range(add.minSeconds(), add.maxSeconds(), add.openEnded());
    }

    /** The projection's seconds, from the least to the most. */
    public static String range(Report.Projection projection) {
        return range(
                projection.minSeconds(),
                projection.maxSeconds(),
                projection.awsAdds().stream().anyMatch(Report.AwsAdd::openEnded));
    }

    private static String range(double min, double max, boolean openEnded) {
        String text = range(Quantity.duration(min), Quantity.duration(max));
        return openEnded ? text + " or longer" : text;
    }

    /** A unit that both ends share is said once. */
    private static String range(String from, String to) {
        String unit = to.substring(to.lastIndexOf(' '));
        String shortFrom = from.endsWith(unit) ? from.substring(0, from.length() - unit.length()) : from;
        return from.equals(to) ? to : shortFrom + " to " + to;
    }
}
