package dev.drlab.report.file;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.drlab.report.Checks;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The report of a rehearsal that did not come to its end: it was interrupted, or could not go on. It is written as
 * {@code report.json}, described in {@code docs/unfinished.schema.json}; its verdict is never a pass, and what was not
 * measured is said not to be known.
 *
 * @param schemaVersion {@link Report#SCHEMA_VERSION}; fields may be added within a version, never changed or removed
 * @param scenario name of the rehearsal
 * @param startedAt when it began, before the lab was up
 * @param endedAt when it ended
 * @param target where it ran
 * @param verdict interrupted or error
 * @param verdictReasons why, in sentences
 * @param lastEvent what had happened last; null when nothing had
 * @param availability what the clients saw since the steady state; null when that had not come
 * @param acknowledged what had been acknowledged and was not looked for; null when there was no traffic yet
 * @param checks what the scenario had shown until then
 * @param events what happened, oldest first
 * @param warnings what went wrong besides
 * @param unknown what a finished report has and this one has not, one phrase each
 * @param logs where the logs of both regions are, relative to the report; null when there are none
 * @param machineLoad what the machine did during the run
 * @param environment the machine it ran on
 * @param options the rehearsal's options by name, in the order given
 * @param command the command line that repeats it
 */
@JsonPropertyOrder({
    "schemaVersion",
    "scenario",
    "startedAt",
    "endedAt",
    "target",
    "verdict",
    "verdictReasons",
    "lastEvent",
    "availability",
    "acknowledged",
    "checks",
    "events",
    "warnings",
    "unknown",
    "logs",
    "machineLoad",
    "environment",
    "options",
    "command"
})
public record UnfinishedReport(
        int schemaVersion,
        String scenario,
        Instant startedAt,
        Instant endedAt,
        Report.Target target,
        Verdict verdict,
        List<String> verdictReasons,
        Report.Event lastEvent,
        Report.Availability availability,
        Acknowledged acknowledged,
        List<Report.Check> checks,
        List<Report.Event> events,
        List<String> warnings,
        List<String> unknown,
        String logs,
        MachineLoad machineLoad,
        Report.Environment environment,
        Map<String, String> options,
        String command) {
    /** @throws IllegalArgumentException if it names no reason, or not what is unknown */
    public UnfinishedReport {
        Checks.notBlank("scenario", scenario);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(verdict, "verdict");
        verdictReasons = List.copyOf(verdictReasons);
        checks = List.copyOf(checks);
        events = events.stream().sorted(Comparator.comparing(Report.Event::at)).toList();
        warnings = List.copyOf(warnings);
        unknown = List.copyOf(unknown);
        Objects.requireNonNull(machineLoad, "machineLoad");
        Objects.requireNonNull(environment, "environment");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Checks.notBlank("command", command);
        if (verdictReasons.isEmpty() || unknown.isEmpty()) {
            throw new IllegalArgumentException("a run that did not end has a reason, and something that is not known");
        }
    }

    /** Why there is no verdict on targets. */
    public enum Verdict {
        /** By Ctrl-C or SIGTERM. */
        INTERRUPTED,
        /** It could not go on. */
        ERROR;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Acknowledgements in the ledgers.
     *
     * @param writes answered with 201
     * @param canaries commits of the verifier's rows
     */
    public record Acknowledged(long writes, long canaries) {
        /** @throws IllegalArgumentException if a number is negative */
        public Acknowledged {
            Checks.notNegative("acknowledged.writes", writes);
            Checks.notNegative("acknowledged.canaries", canaries);
        }
    }

    /** The report as JSON text. */
    public String json() {
        return ReportJson.text((Object) this);
    }
}
