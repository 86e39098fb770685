package dev.drlab.report.terminal;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.report.FullRecovery;
import dev.drlab.report.OldDatabaseRules;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.Sentences;
import dev.drlab.report.ServiceLeg;
import dev.drlab.report.VerdictWording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The block that a rehearsal prints at its end: plain text, at most {@link #MAX_LINES} lines. */
public final class TerminalReport {
    /** Longest block. */
    public static final int MAX_LINES = 48;

    /** More than any rehearsal has. */
    private static final int MAX_PHASES = 10;

    private static final int MAX_REASONS = 5;
    private static final int MAX_WARNINGS = 3;
    private static final String RESET = "\u001b[0m";

    private TerminalReport() {}

    /**
     * The block, ending with a newline.
     *
     * @param page where {@code report.html} was written
     * @param colour true when the output is a terminal that shows colour
     */
    public static String text(Report report, Path page, boolean colour) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report, colour));
        reasons(report, lines);
        recovery(report.rto(), lines);
        loss(report, lines);
        report.legs().forEach(leg -> leg(leg, lines));
        if (report.replication() != null) {
            line(lines, "Replication", lag(report.replication()));
        }
        if (report.exposure() != null) {
            line(lines, "Exposure", Sentences.exposure(report.exposure()));
        }
        objects(report.objects(), lines);
        Report.Availability availability = report.availability();
        line(
                lines,
                "Availability",
                Quantity.number(availability.failed()) + " of "
                        + Quantity.count(availability.requests(), "request")
                        + " failed since the steady state; longest gap between accepted writes "
                        + Quantity.duration(availability.longestWriteGapSeconds()));
        availability.legs().stream().filter(leg -> leg.mode() != null).forEach(leg -> line(lines, "", service(leg)));
        if (report.readiness() != null) {
            line(lines, "Readiness", "before the event, " + report.readiness().headline());
        }
        if (!report.checks().isEmpty()) {
            line(lines, "Checks", Sentences.held(report.checks()));
        }
        warnings(report.warnings(), lines);
        projection(report.projection(), lines);
        line(lines, "Report", page.toString());
        if (report.logs() != null) {
            line(lines, "Logs", page.resolveSibling(report.logs()).toString());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void warnings(List<String> warnings, List<String> lines) {
        int shown = Math.min(warnings.size(), MAX_WARNINGS);
        for (int i = 0; i < shown; i++) {
            line(lines, i == 0 ? "Warnings" : "", warnings.get(i));
        }
        if (shown < warnings.size()) {
            line(lines, "", "and " + (warnings.size() - shown) + " more; see the report");
        }
    }

    private static String verdict(Report report, boolean colour) {
        VerdictWording wording = report.verdictWording();
        String word = wording.shouted();
        String shown = colour ? wording.colour() + word + RESET : word;
        return shown + "  " + report.scenario() + ", " + report.regions().from() + " to "
                + report.regions().to();
    }

    private static void reasons(Report report, List<String> lines) {
        List<String> reasons = report.verdictReasons();
        boolean all = reasons.size() <= MAX_REASONS;
        reasons.subList(0, all ? reasons.size() : MAX_REASONS - 1).forEach(reason -> line(lines, "", "! " + reason));
        if (!all) {
            line(lines, "", "! and " + (reasons.size() - MAX_REASONS + 1) + " more; see the report");
        }
    }

    private static void leg(Report.Leg leg, List<String> lines) {
        String outcome = leg.activation() != null
                ? "lost " + Quantity.number(leg.activation().lost())
                : "kept " + Quantity.count(leg.evidence().items(), "item") + ", "
                        + Quantity.count(leg.evidence().canaries(), "canary", "canaries");
        line(
                lines,
                "Leg",
                leg.name() + ": " + Quantity.duration(leg.seconds()) + ", epoch " + leg.epoch() + ", " + outcome);
    }

    /** Such as {@code switchover, since the event: gap 347 ms (target 10 s), 0 % of 684 requests failed (target 5 %)}. */
    private static String service(ServiceLeg leg) {
        ServiceLeg.Judged judged = leg.judged();
        return leg.name() + ", since " + judged.since() + ": gap "
                + Quantity.duration(judged.longestWriteGapSeconds()) + " (target "
                + Quantity.duration(judged.gapTargetSeconds()) + "), " + Quantity.percentUp(judged.failedShare())
                + " of "
                + Quantity.count(judged.requests(), "request") + " failed (target "
                + Quantity.percentUp(judged.failedShareTarget()) + ")";
    }

    private static void recovery(Report.Rto rto, List<String> lines) {
        line(
                lines,
                "RTO",
                rto.recovered()
                                .map(Quantity::duration)
                                .orElseGet(() -> "not back after " + Quantity.duration(rto.gaveUpAfterSeconds()))
                        + " since: " + rto.startsAt()
                        + (rto.fullRecovery() == null
                                ? target(rto)
                                : rto.seconds() == null ? "" : ", to the first write"));
        phases(rto.phases(), lines);
        if (rto.fullRecovery() != null) {
            full(rto, rto.fullRecovery(), lines);
        }
    }

    private static String target(Report.Rto rto) {
        return " (target " + Quantity.duration(rto.targetSeconds()) + ")";
    }

    private static void full(Report.Rto rto, FullRecovery full, List<String> lines) {
        line(
                lines,
                "Fully back",
                (full.reached()
                                ? "after " + Quantity.duration(full.seconds())
                                : "NOT within " + Quantity.duration(full.watchedSeconds()))
                        + target(rto) + "; " + Quantity.number(full.failed()) + " of "
                        + Quantity.count(full.requests(), "request") + " failed until then"
                        + (full.laterSecondsBelow() == 0
                                ? ""
                                : "; " + Quantity.count(full.laterSecondsBelow(), "later second") + " below 99 %"));
    }

    /** In their order. Of too many, the shortest are summed up: none that explains the recovery time may be missing. */
    private static void phases(List<Report.Phase> phases, List<String> lines) {
        int folded = phases.size() <= MAX_PHASES ? 0 : phases.size() - MAX_PHASES + 1;
        List<Integer> shortest = IntStream.range(0, phases.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> phases.get(i).seconds()))
                .limit(folded)
                .toList();
        for (int i = 0; i < phases.size(); i++) {
            if (!shortest.contains(i)) {
                phase(lines, phases.get(i).seconds(), phases.get(i).name());
            }
        }
        if (folded > 0) {
            double sum =
                    shortest.stream().mapToDouble(i -> phases.get(i).seconds()).sum();
            phase(lines, sum, Quantity.count(folded, "shorter phase"));
        }
    }

    private static void phase(List<String> lines, double seconds, String name) {
        line(lines, "", String.format(Locale.ROOT, "%9.3f s  %s", seconds, name));
    }

    private static void loss(Report report, List<String> lines) {
        Report.Rpo rpo = report.rpo();
        String target = rpo.targetSeconds() == 0 ? "none" : Quantity.duration(rpo.targetSeconds());
        line(lines, "RPO", lost(report) + " (target " + target + "); counted since the traffic started:");
        line(lines, "", "canaries: " + canaries(rpo.canaries()));
        line(
                lines,
                "",
                "HTTP: " + Quantity.number(rpo.http().acked()) + " acknowledged, "
                        + Quantity.number(rpo.http().lost()) + " lost"
                        + (rpo.http().unaccounted() == 0
                                ? ""
                                : ", " + Quantity.number(rpo.http().unaccounted()) + " not accounted for"));
        report.oldDatabases().forEach(old -> line(lines, "Old database", OldDatabaseRules.sentence(old)));
        line(lines, "Split brain", Sentences.splitBrain(report));
    }

    private static String lost(Report report) {
        Report.Rpo rpo = report.rpo();
        if (rpo.lost() > 0) {
            return (rpo.lostMore() ? "at least " : "") + Quantity.duration(rpo.lostSeconds());
        }
        return rpo.unmeasured().isEmpty()
                ? OldDatabaseRules.noneLost(report, "nothing") + " lost"
                : "not judged: nothing is known to be lost, but not all was measured";
    }

    private static String canaries(CanaryAccount canaries) {
        return canaries == null
                ? "not measured"
                : Quantity.number(canaries.acked()) + " acknowledged, " + Quantity.number(canaries.lost()) + " lost, "
                        + Quantity.count(canaries.holes(), "hole") + ", "
                        + Quantity.number(canaries.unackedSurvivors()) + " survived unacknowledged";
    }

    private static void objects(Report.ObjectLoss objects, List<String> lines) {
        if (objects == null) {
            return;
        }
        Percentiles lag = objects.replication().lagMillis();
        line(
                lines,
                "Objects",
                Quantity.number(objects.acked()) + " acknowledged, " + Quantity.number(objects.lost()) + " lost"
                        + (objects.lost() == 0
                                ? ""
                                : " (" + Quantity.duration(objects.lostSeconds()) + "; "
                                        + Quantity.number(objects.arrivedLater()) + " arrived later)")
                        + (lag == null
                                ? ""
                                : "; S3 lag median " + Quantity.millis(lag.p50()) + ", 99 % "
                                        + Quantity.millis(lag.p99())));
    }

    private static String lag(ReplicationLag replication) {
        Percentiles lag = replication.lagMillis();
        return lag == null
                ? "no sample"
                : "lag median " + Quantity.millis(lag.p50()) + ", 99 % " + Quantity.millis(lag.p99()) + ", largest "
                        + Quantity.millis(lag.max()) + " (known to " + Quantity.millis(replication.resolutionMillis())
                        + ")";
    }

    private static void projection(Report.Projection projection, List<String> lines) {
        if (projection.awsAdds().isEmpty()) {
            return;
        }
        line(lines, "On AWS add", Sentences.range(projection) + " (a projection, not measured):");
        line(
                lines,
                "",
                projection.awsAdds().stream()
                        .map(add -> shortName(add) + " " + Sentences.range(add))
                        .collect(Collectors.joining(", ")));
    }

    /** The part of the description before its explanation. */
    private static String shortName(Report.AwsAdd add) {
        return add.what().split(":", 2)[0];
    }

    private static void line(List<String> lines, String label, String text) {
        lines.add(String.format(Locale.ROOT, "  %-13s%s", label, text));
    }
}
