package dev.drlab.report.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.drlab.report.Checks;
import dev.drlab.report.OldDatabaseRules;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Several rehearsals side by side, field for field what {@code summary.json} holds (described in
 * {@code docs/summary.schema.json}). The figures are those of the rehearsals' own reports.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}; fields may be added within a version, never changed or removed
 * @param startedAt when the first rehearsal began
 * @param seconds how long all of them took
 * @param scenarios one each, in the order in which they ran
 */
@JsonPropertyOrder({"schemaVersion", "startedAt", "seconds", "verdict", "scenarios"})
public record Summary(int schemaVersion, Instant startedAt, double seconds, List<Row> scenarios) {
    /** The version of the stable fields. */
    public static final int SCHEMA_VERSION = 1;

    /** @throws IllegalArgumentException if the version is not {@link #SCHEMA_VERSION}, or there is no scenario */
    public Summary {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion " + schemaVersion + " is not known here; this drlab reads " + SCHEMA_VERSION);
        }
        Objects.requireNonNull(startedAt, "startedAt");
        Checks.notNegative("seconds", seconds);
        scenarios = List.copyOf(scenarios);
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("a summary of no scenario says nothing");
        }
    }

    /** The worst of the scenarios' verdicts. */
    @JsonProperty
    public Verdict verdict() {
        if (scenarios.stream().anyMatch(row -> row.verdict() == Verdict.ERROR)) {
            return Verdict.ERROR;
        }
        return scenarios.stream().allMatch(row -> row.verdict() == Verdict.PASS) ? Verdict.PASS : Verdict.FAIL;
    }

    /** How many passed. */
    public long passed() {
        return scenarios.stream().filter(row -> row.verdict() == Verdict.PASS).count();
    }

    /** The summary as JSON text. */
    public String json() {
        return ReportJson.text((Object) this);
    }

    /** Writes {@code summary.json}, replacing the file; missing folders are made. */
    public void write(Path file) throws IOException {
        TextFile.write(file, json());
    }

    /** The outcome of one rehearsal. */
    public enum Verdict {
        /** Every target met, every check held. */
        PASS,
        /** A target was missed or a check did not hold. */
        FAIL,
        /** It could not be run to its end, so nothing is known. */
        ERROR;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One rehearsal.
     *
     * @param scenario its name
     * @param verdict what became of it
     * @param wording how the verdict is told; null when it could not be run to its end
     * @param reasons why it did not pass, a sentence each
     * @param page address of its page relative to the summary's, with {@code /} between folders; null when it has none
     * @param figures what was measured; null when it could not be run
     * @param seconds how long it took, bringing the lab up and the accounting included
     */
    @JsonPropertyOrder({"scenario", "verdict", "wording", "reasons", "page", "figures", "seconds"})
    public record Row(
            String scenario,
            Verdict verdict,
            VerdictWording wording,
            List<String> reasons,
            String page,
            Figures figures,
            double seconds) {
        /** @throws IllegalArgumentException if the name is blank, or a passed or failed rehearsal has no figures */
        public Row {
            Checks.notBlank("scenarios.scenario", scenario);
            Objects.requireNonNull(verdict, "scenarios.verdict");
            reasons = List.copyOf(reasons);
            Checks.notNegative("scenarios.seconds", seconds);
            if ((verdict == Verdict.ERROR) != (figures == null) || (page == null && figures != null)) {
                throw new IllegalArgumentException("scenario " + scenario + " is " + verdict
                        + ", which does not go with its page " + page + " and figures " + figures);
            }
        }

        /** Of a rehearsal that ran to its end. */
        public static Row of(Report report, String page) {
            return new Row(
                    report.scenario(),
                    report.verdict() == Report.Verdict.PASS ? Verdict.PASS : Verdict.FAIL,
                    report.verdictWording(),
                    report.verdictReasons(),
                    page,
                    Figures.of(report),
                    Objects.requireNonNull(report.lab(), "lab: a summary is of rehearsals")
                            .totalSeconds());
        }

        /** Of a rehearsal that could not be run, for that reason. */
        public static Row couldNotRun(String scenario, String reason, double seconds) {
            return unfinished(scenario, reason, null, seconds);
        }

        /** Of a rehearsal that did not come to its end, for that reason; {@code page} has what is known of it. */
        public static Row unfinished(String scenario, String reason, String page, double seconds) {
            return new Row(scenario, Verdict.ERROR, null, List.of(reason), page, null, seconds);
        }
    }

    /**
     * The main figures of a report.
     *
     * @param mode switchover or failover
     * @param rtoSeconds time to the first accepted write; null when the service did not come back
     * @param rtoTargetSeconds full recovery may take at most this
     * @param fullRecoverySeconds null when it was not reached
     * @param failedUntilFullRecovery requests that failed until then
     * @param worstFailedShare the largest share of requests that failed in a part of the run, as that part is judged; null
     *     where it was not measured
     * @param rpoSeconds span of the acknowledged commits that were lost; 0 when none was, the least with {@code rpoAtLeast}
     * @param rpoTargetSeconds at most this
     * @param rpoAtLeast whether more may be lost: nothing that one writer acknowledged survived, or not all was measured
     * @param loss the loss in words: a time, {@code at least} a time, {@code not judged}, or that none was lost, and of what
     *     when the account by WAL knows of more
     * @param lost acknowledged commits lost, canaries and HTTP writes
     * @param acked acknowledged commits
     * @param longestWriteGapSeconds longest time between accepted writes
     * @param staleWrites accepted by a region after another held a higher epoch
     * @param checksHeld checks of the scenario that held
     * @param checks checks of the scenario
     */
    public record Figures(
            Report.Mode mode,
            Double rtoSeconds,
            double rtoTargetSeconds,
            Double fullRecoverySeconds,
            Long failedUntilFullRecovery,
            Double worstFailedShare,
            double rpoSeconds,
            double rpoTargetSeconds,
            boolean rpoAtLeast,
            String loss,
            long lost,
            long acked,
            double longestWriteGapSeconds,
            long staleWrites,
            long checksHeld,
            long checks) {
        /** @throws IllegalArgumentException if a part exceeds its whole */
        public Figures {
            Objects.requireNonNull(mode, "figures.mode");
            Checks.notBlank("figures.loss", loss);
            Checks.partOf("figures.lost", lost, "figures.acked", acked);
            Checks.partOf("figures.checksHeld", checksHeld, "figures.checks", checks);
        }

        static Figures of(Report report) {
            return new Figures(
                    report.mode(),
                    report.rto().seconds(),
                    report.rto().targetSeconds(),
                    report.availability().fullRecoverySeconds(),
                    report.availability().failedUntilFullRecovery(),
                    report.availability().legs().stream()
                            .map(leg -> leg.judged().failedShare())
                            .max(Double::compare)
                            .orElse(null),
                    report.rpo().lostSeconds(),
                    report.rpo().targetSeconds(),
                    report.rpo().lostMore(),
                    loss(report),
                    report.rpo().lost(),
                    report.rpo().acked(),
                    report.availability().longestWriteGapSeconds(),
                    report.splitBrain().httpWritesAcceptedByStaleRegion(),
                    report.checks().stream().filter(Report.Check::held).count(),
                    report.checks().size());
        }

        private static String loss(Report report) {
            Report.Rpo rpo = report.rpo();
            if (rpo.lost() > 0) {
                return (rpo.lostMore() ? "at least " : "") + Quantity.duration(rpo.lostSeconds());
            }
            return rpo.lostMore() ? "not judged" : OldDatabaseRules.noneLost(report, "none") + " lost";
        }
    }
}
