package dev.drlab.lab.rehearsal;

import dev.drlab.contract.host.MachineWatch;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.lab.LabVersion;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.Findings;
import dev.drlab.lab.scenario.run.Recorder;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.account.Move;
import dev.drlab.workload.account.ServiceAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts about a run at each moment of it, for a report when it does not come to its end. Not thread-safe. */
final class PartialReport {
    private final Scenario scenario;
    private final RehearsalOptions options;
    private final Recorder recorder;
    private final Instant startedAt;
    private final MachineWatch machine;
    private Optional<Duration> upAfter = Optional.empty();
    private Optional<TrafficClient> traffic = Optional.empty();
    private Optional<CanaryRun> canaries = Optional.empty();
    private Optional<Findings> findings = Optional.empty();
    private Optional<ScenarioRun> run = Optional.empty();

    PartialReport(
            Scenario scenario, RehearsalOptions options, Recorder recorder, Instant startedAt, MachineWatch machine) {
        this.scenario = scenario;
        this.options = options;
        this.recorder = recorder;
        this.startedAt = startedAt;
        this.machine = machine;
    }

    void labUp(Duration after) {
        upAfter = Optional.of(after);
    }

    void traffic(TrafficClient client, CanaryRun verifier, Findings found) {
        traffic = Optional.of(client);
        canaries = Optional.of(verifier);
        findings = Optional.of(found);
    }

    void steady(ScenarioRun reached) {
        run = Optional.of(reached);
    }

    MachineLoad machineLoad() {
        return MachineLoad.of(machine.soFar());
    }

    /** {@code logs} is where they are, relative to the report; empty when there are none. */
    UnfinishedReport report(UnfinishedReport.Verdict verdict, String reason, Optional<String> logs) {
        List<Report.Event> events = recorder.events();
        MachineLoad load = machineLoad();
        List<String> warnings = new ArrayList<>(findings.map(Findings::warnings).orElse(List.of()));
        warnings.addAll(load.warnings(upAfter.map(Duration::toMillis).orElse(0L) / 1000.0));
        return new UnfinishedReport(
                Report.SCHEMA_VERSION,
                scenario.title(),
                startedAt,
                recorder.now(),
                Report.Target.LAB,
                verdict,
                List.of(reason),
                events.isEmpty() ? null : events.get(events.size() - 1),
                run.map(this::availability).orElse(null),
                acknowledged(),
                findings.map(Findings::checks).orElse(List.of()),
                events,
                warnings,
                unknown(),
                logs.orElse(null),
                load,
                Report.Environment.ofThisMachine(LabVersion.postgres(), DrlabVersion.text()),
                ShownOptions.of(options),
                options.command());
    }

    private UnfinishedReport.Acknowledged acknowledged() {
        return traffic.isEmpty()
                ? null
                : new UnfinishedReport.Acknowledged(
                        traffic.get().ledger().acknowledgedCount(),
                        canaries.orElseThrow().snapshot().acked());
    }

    private Report.Availability availability(ScenarioRun reached) {
        long steady = reached.findings().steadyAgainNanos().orElse(reached.steadyNanos());
        long undisturbed = reached.findings().undisturbedNanos().orElse(steady);
        List<Move> moves = reached.moves().all();
        if (!moves.isEmpty()) {
            return new ServiceAccount(
                            reached.traffic(),
                            moves,
                            options.serviceTargets(),
                            options.rtoTarget(),
                            options.lab().promoteDelay(),
                            RegionNames.PRIMARY,
                            steady,
                            undisturbed)
                    .availability();
        }
        return reached.traffic().statsSince(steady).availability();
    }

    private List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        unknown.add("whether the targets were met");
        if (traffic.isPresent()) {
            unknown.add("what was lost: the acknowledged commits were not looked for in any database");
        }
        if (run.isPresent() && run.get().moves().all().isEmpty()) {
            unknown.add("when the service was fully back");
        }
        if (run.isEmpty()) {
            unknown.add("what the clients would have seen: the traffic was not steady yet");
        }
        return unknown;
    }
}
