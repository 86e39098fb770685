package dev.drlab.report;

import dev.drlab.contract.canary.ReplicationLag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the parts of a {@link Report}. Not thread-safe. */
public final class ReportBuilder {
    private String scenario;
    private Report.Mode mode;
    private Instant startedAt;
    private Report.Target target = Report.Target.LAB;
    private Report.Definition definition;
    private Report.Regions regions;
    private Report.Rto rto;
    private Report.Detection detection;
    private Report.Rpo rpo;
    private ReplicationLag replication;
    private Exposure exposure;
    private Report.ObjectLoss objects;
    private Report.Availability availability;
    private Report.SplitBrain splitBrain;
    private List<OldDatabase> oldDatabases = List.of();
    private List<Report.Leg> legs = List.of();
    private List<Report.Check> checks = List.of();
    private Report.Readiness readiness;
    private List<Report.Event> events = List.of();
    private List<String> warnings = List.of();
    private List<String> invariantFailures = List.of();
    private List<Report.Assumption> assumptions = List.of();
    private Report.Projection projection;
    private Report.Lab lab;
    private Report.Environment environment;
    private MachineLoad machineLoad;
    private Map<String, String> options = Map.of();
    private String command;

    ReportBuilder() {}

    /** Name of the rehearsal, such as {@code primary-outage}. */
    public ReportBuilder scenario(String value) {
        scenario = value;
        return this;
    }

    /** Switchover or failover. */
    public ReportBuilder mode(Report.Mode value) {
        mode = value;
        return this;
    }

    /** When the rehearsal began. */
    public ReportBuilder startedAt(Instant value) {
        startedAt = value;
        return this;
    }

    /** Where it ran; {@code lab} unless set. */
    public ReportBuilder target(Report.Target value) {
        target = value;
        return this;
    }

    /** The state machine document that was run. */
    public ReportBuilder definition(Report.Definition value) {
        definition = value;
        return this;
    }

    /** Which region handed over to which. */
    public ReportBuilder regions(Report.Regions value) {
        regions = value;
        return this;
    }

    /** Recovery time; see {@link RtoClock}. */
    public ReportBuilder rto(Report.Rto value) {
        rto = value;
        return this;
    }

    /** Time to notice the fault; leave unset when the scenario has none. */
    public ReportBuilder detection(Report.Detection value) {
        detection = value;
        return this;
    }

    /** The loss. */
    public ReportBuilder rpo(Report.Rpo value) {
        rpo = value;
        return this;
    }

    /** Lag while both regions lived; leave unset on AWS where it was not measured. */
    public ReportBuilder replication(ReplicationLag value) {
        replication = value;
        return this;
    }

    /** Exposure to loss, and when it was not measured. */
    public ReportBuilder exposure(Exposure value) {
        exposure = value;
        return this;
    }

    /** The account of the canary objects; leave unset when none were written. */
    public ReportBuilder objects(Report.ObjectLoss value) {
        objects = value;
        return this;
    }

    /** The clients' figures. */
    public ReportBuilder availability(Report.Availability value) {
        availability = value;
        return this;
    }

    /** Writes acknowledged by a stale region. */
    public ReportBuilder splitBrain(Report.SplitBrain value) {
        splitBrain = value;
        return this;
    }

    /** The accounts of what only the databases of replaced regions have; none unless set. */
    public ReportBuilder oldDatabases(List<OldDatabase> value) {
        oldDatabases = value;
        return this;
    }

    /** The parts of a rehearsal that has several; none unless set. */
    public ReportBuilder legs(List<Report.Leg> value) {
        legs = value;
        return this;
    }

    /** The checks of what the scenario set out to show; none unless set. */
    public ReportBuilder checks(List<Report.Check> value) {
        checks = value;
        return this;
    }

    /** Whether the standby could have taken over; leave unset when nobody asked. */
    public ReportBuilder readiness(Report.Readiness value) {
        readiness = value;
        return this;
    }

    /** The events, in any order. */
    public ReportBuilder events(List<Report.Event> value) {
        events = value;
        return this;
    }

    /** The warnings: failures that did not fail the recovery. */
    public ReportBuilder warnings(List<String> value) {
        warnings = value;
        return this;
    }

    /** The checks that failed, one sentence each. */
    public ReportBuilder invariantFailures(List<String> value) {
        invariantFailures = value;
        return this;
    }

    /** The assumptions: what was simulated. */
    public ReportBuilder assumptions(List<Report.Assumption> value) {
        assumptions = value;
        return this;
    }

    /** The time that AWS would add; see {@link AwsProjection}. */
    public ReportBuilder projection(Report.Projection value) {
        projection = value;
        return this;
    }

    /** How long the lab itself took; leave unset on AWS. */
    public ReportBuilder lab(Report.Lab value) {
        lab = value;
        return this;
    }

    /** The machine; see {@link Report.Environment#ofThisMachine}. */
    public ReportBuilder environment(Report.Environment value) {
        environment = value;
        return this;
    }

    /** The machine's load meanwhile. */
    public ReportBuilder machineLoad(MachineLoad value) {
        machineLoad = value;
        return this;
    }

    /** The rehearsal's options by name, in the order to be shown. */
    public ReportBuilder options(Map<String, String> value) {
        options = value;
        return this;
    }

    /** The command line that repeats this rehearsal. */
    public ReportBuilder command(String value) {
        command = value;
        return this;
    }

    /**
     * The report.
     *
     * @throws NullPointerException naming the part that was not set, or was not measured
     * @throws IllegalArgumentException if a part is out of its range
     */
    public Report build() {
        requireMeasured();
        return new Report(
                Report.SCHEMA_VERSION,
                scenario,
                mode,
                startedAt,
                target,
                definition,
                regions,
                readiness,
                rto,
                detection,
                rpo,
                replication,
                exposure,
                objects,
                availability,
                splitBrain,
                oldDatabases,
                legs,
                checks,
                events,
                warnings,
                invariantFailures,
                assumptions,
                projection,
                lab,
                environment,
                machineLoad,
                options,
                command);
    }

    /** Reports that are read may be from before these were measured; those that are made may not. */
    private void requireMeasured() {
        if (rto != null) {
            Objects.requireNonNull(rto.fullRecovery(), "rto.fullRecovery");
        }
        if (availability != null && availability.legs().isEmpty()) {
            throw new NullPointerException("availability.legs");
        }
        if (availability != null) {
            if (target == Report.Target.LAB) {
                Objects.requireNonNull(exposure, "exposure");
            }
            Objects.requireNonNull(machineLoad, "machineLoad");
        }
    }
}
