package dev.drlab.drill.move;

import dev.drlab.console.Shell;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.report.AwsProjection;
import dev.drlab.report.Report;
import dev.drlab.workload.account.ServiceTargets;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A move that is to be made and measured.
 *
 * @param mode switchover or failover
 * @param region the one that is to become the writer
 * @param peer the one that is the writer, and of a failover the one that is lost
 * @param url where clients reach the service
 * @param directory for its files
 * @param project {@code projectName} of the stacks
 * @param writesPerSecond of the clients
 * @param reason for the record
 * @param rtoTarget longest time until the service is fully back
 * @param rpoTarget most that a failover may lose
 * @param failedShare of the requests, so many may fail outside of the outage; 0 to 1
 * @param gapTarget longest time without an accepted write that a switchover may have; empty for a failover, whose outage is
 *     its recovery time
 */
public record MoveRequest(
        Report.Mode mode,
        String region,
        String peer,
        URI url,
        Path directory,
        String project,
        int writesPerSecond,
        String reason,
        Duration rtoTarget,
        Duration rpoTarget,
        double failedShare,
        Optional<Duration> gapTarget) {
    /** @throws NullPointerException if a component is null */
    public MoveRequest {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(rtoTarget, "rtoTarget");
        Objects.requireNonNull(rpoTarget, "rpoTarget");
        if (gapTarget.isPresent() == (mode == Report.Mode.UNPLANNED)) {
            throw new IllegalArgumentException("--target-gap is of a switchover; a failover is judged by --target-rto");
        }
    }

    /**
     * The gap that a switchover may have where none is asked for: the longest promotion that drlab reckons with on AWS, and
     * the gap that is usual otherwise; but no more than the target for recovery.
     */
    public static Duration usualGap(Duration rtoTarget) {
        Duration gap = ServiceTargets.usual().gap(rtoTarget, AwsProjection.LONGEST_PROMOTION);
        return gap.compareTo(rtoTarget) < 0 ? gap : rtoTarget;
    }

    /** {@code switchover} or {@code failover}. */
    public String drill() {
        return unplanned() ? "failover" : "switchover";
    }

    /** As the report names it. */
    public String scenario() {
        return "drill-" + drill();
    }

    /** True for a failover. */
    public boolean unplanned() {
        return mode == Report.Mode.UNPLANNED;
    }

    /** Input of the execution. */
    public String input(Instant start) {
        Optional<Instant> incident = unplanned() ? Optional.of(start) : Optional.empty();
        return new ActivateInput(mode.word(), reason, incident, false).json().toString();
    }

    /** The limits for the clients' failures outside of the outage. */
    public ServiceTargets serviceTargets() {
        return new ServiceTargets(Optional.empty(), failedShare);
    }

    /** The loss that is allowed, in seconds. */
    double lossTargetSeconds() {
        return unplanned() ? rpoTarget.toMillis() / 1000.0 : 0;
    }

    /** As the report shows them. */
    Map<String, String> options() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("url", url.toString());
        shown.put("project", project);
        shown.put("reason", reason);
        shown.put("rate", writesPerSecond + " writes/s");
        shown.put("target-rto", seconds(rtoTarget));
        shown.put("target-rpo", seconds(rpoTarget));
        shown.put("target-failed", percent() + " %");
        gapTarget.ifPresent(gap -> shown.put("target-gap", seconds(gap)));
        return shown;
    }

    /** Those options that say what was measured: where, under which load, and what it is judged by. */
    public Map<String, String> measured() {
        Map<String, String> options = options();
        options.remove("reason");
        return options;
    }

    /** The command line that repeats it; with another directory it is another drill. */
    public String command() {
        List<String> words = new ArrayList<>(List.of(
                "./drlab",
                "drill",
                drill(),
                region,
                "--peer",
                peer,
                "--url",
                url.toString(),
                "--report-dir",
                directory.toString(),
                "--project",
                project,
                "--rate",
                Integer.toString(writesPerSecond),
                "--reason",
                reason,
                "--target-rto",
                duration(rtoTarget),
                "--target-rpo",
                duration(rpoTarget),
                "--target-failed",
                percent()));
        gapTarget.ifPresent(gap -> words.addAll(List.of("--target-gap", duration(gap))));
        return Shell.line(words);
    }

    /** Without the digits that a division by 100 and back leaves. */
    private String percent() {
        return BigDecimal.valueOf(failedShare * 100)
                .round(new MathContext(12))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String duration(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
