package dev.drlab.drill.move;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.report.AwsProjection;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import dev.drlab.report.RtoClock;
import dev.drlab.statemachine.Definition;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.account.ActivationPhases;
import dev.drlab.workload.account.ServiceAccount;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a drill recorded into the report's numbers. What it did not measure it says. */
public final class MoveReport {
    /** Name of the check on the execution itself. */
    public static final String EXECUTION = "execution of activate";

    private static final String GAP = "longest time without an accepted write, all of the switchover";

    private static final JsonMapper JSON = Json.mapper();

    private final MoveRequest request;
    private final MoveResult moved;
    private final TrafficClient traffic;
    private final ItemAccount items;
    private final Canaries.Answer canaries;
    private final ActivationPhases phases;
    private final Optional<Replaced> replaced;

    /** Of a move as asked for. */
    public MoveReport(
            MoveRequest request, MoveResult moved, TrafficClient traffic, ItemAccount items, Canaries.Answer canaries) {
        this.request = request;
        this.moved = moved;
        this.traffic = traffic;
        this.items = items;
        this.canaries = canaries;
        this.phases =
                new ActivationPhases(moved.ended().startedAt(), moved.ended().visits());
        this.replaced = replaced();
    }

    /** The report, with every figure that was measured; what was not is null. */
    public Report report(
            Instant startedAt,
            List<Report.Event> events,
            List<Report.Assumption> simulated,
            MachineLoad load,
            String databaseVersion) {
        ServiceAccount service = new ServiceAccount(
                traffic,
                List.of(moved.watched()),
                request.serviceTargets(),
                request.rtoTarget(),
                Duration.ZERO,
                request.peer(),
                moved.steadyNanos(),
                moved.steadyNanos());
        return Report.builder()
                .target(Report.Target.AWS)
                .scenario(request.scenario())
                .mode(request.mode())
                .startedAt(startedAt)
                .definition(moved.definition())
                .regions(new Report.Regions(request.peer(), request.region(), active()))
                .rto(rto().with(service.fullRecovery(0)))
                .rpo(rpo())
                .replication(
                        canaries.figures().map(Canaries.Figures::replication).orElse(null))
                .availability(service.availability())
                .splitBrain(replaced.map(Replaced::splitBrain).orElse(Report.SplitBrain.none()))
                .checks(checks(service))
                .events(events)
                .warnings(warnings(load))
                .assumptions(simulated)
                .projection(AwsProjection.none())
                .environment(Report.Environment.ofThisMachine(databaseVersion, DrlabVersion.text()))
                .machineLoad(load)
                .options(options())
                .command(request.command())
                .build();
    }

    /** The region that accepted the last write: what nobody saw to be the writer is not called so. */
    private String active() {
        List<AcknowledgedWrite> writes = items.acknowledged();
        return writes.isEmpty() || !writes.get(writes.size() - 1).region().equals(request.region())
                ? request.peer()
                : request.region();
    }

    private Report.Rto rto() {
        double target = seconds(request.rtoTarget());
        RtoClock clock = RtoClock.startingAt(moved.startsAt(), moved.start());
        if (moved.recovery().isEmpty()) {
            Instant until = moved.watched().watchedUntil();
            return clock.gaveUpAt(until, target);
        }
        Instant recovered = moved.recovery().get().write().ackedAt();
        phases.endThose(clock, moved.start(), recovered);
        return clock.until("first accepted write", recovered).recovered(target);
    }

    private Report.Rpo rpo() {
        List<String> unmeasured = new ArrayList<>();
        Report.Http http = items.http();
        if (canaries.figures().isEmpty()) {
            unmeasured.add("canaries (" + canaries.why() + ")");
        }
        if (http.unaccounted() > 0) {
            unmeasured.add("what became of " + http.unaccounted() + " of " + http.acked()
                    + " acknowledged writes (the service did not answer for them)");
        }
        return new Report.Rpo(
                request.lossTargetSeconds(),
                canaries.figures().map(Canaries.Figures::canaries).orElse(null),
                http,
                unmeasured);
    }

    private Optional<Replaced> replaced() {
        long epoch = output().path("epoch").asLong(Long.MAX_VALUE);
        return phases.superseded()
                .map(at -> new Replaced(
                        request.peer(), epoch, at, moved.clocks(), request.region(), items.acknowledged()));
    }

    private List<Report.Check> checks(ServiceAccount service) {
        ExecutionState state = moved.ended().state();
        List<Report.Check> checks = new ArrayList<>(List.of(
                new Report.Check(
                        EXECUTION, ExecutionState.Status.SUCCEEDED.name(), state.sentence(), state.succeeded()),
                new Report.Check(
                        "writer at the end",
                        request.region(),
                        items.acknowledged().isEmpty() ? "none was seen" : active(),
                        active().equals(request.region()))));
        request.gapTarget().ifPresent(target -> checks.add(gap(target)));
        ClockJump.during(moved.wallAhead()).ifPresent(jump -> checks.addAll(clocks(jump, service)));
        return checks;
    }

    /** Of all of a switchover: the service's parts are judged outside of it. */
    private Report.Check gap(Duration target) {
        double seconds = gapSeconds();
        double most = seconds(target);
        return new Report.Check(
                GAP, "at most " + most + " s", Math.round(seconds * 1000) / 1000.0 + " s", seconds <= most);
    }

    private double gapSeconds() {
        return traffic.longestWriteGapSeconds(traffic.nanos(moved.start()), traffic.endNanos());
    }

    private List<Report.Check> clocks(ClockJump jump, ServiceAccount service) {
        List<Report.Check> checks = new ArrayList<>();
        checks.add(jump.fullRecovery(service.fullRecovery(0), seconds(request.rtoTarget())));
        request.gapTarget().ifPresent(target -> checks.add(jump.time(GAP, gapSeconds(), seconds(target))));
        jump.part(service.availability().legs()).ifPresent(checks::add);
        jump.loss(items.http(), request.lossTargetSeconds()).ifPresent(checks::add);
        return checks;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private List<String> warnings(MachineLoad load) {
        List<String> warnings = new ArrayList<>(load.warnings("the drill"));
        output().path("warnings").forEach(warning -> warnings.add(warning.asText()));
        String shipped = Definition.shipped("activate").sha256();
        if (!shipped.equals(moved.definition().sha256())) {
            warnings.add("The deployed activate.asl.json is not that of this drlab, whose SHA-256 is " + shipped + ".");
        }
        warnings.add(
                "Not measured: the detection of an outage and a person's decision (the drill starts activate at once),"
                        + " the lag of the replica but by canaries, objects, and what other applications lost, which reprotect"
                        + " counts by the old database's WAL.");
        replaced.flatMap(Replaced::warning).ifPresent(warnings::add);
        traffic.ledger().failure().ifPresent(warnings::add);
        MonotonicClock.noticed(moved.wallAhead()).ifPresent(warnings::add);
        long shed = traffic.statsSince(moved.steadyNanos()).shed();
        if (shed > 0) {
            warnings.add(shed + " requests were not sent because too many were in flight");
        }
        return warnings;
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>(request.options());
        options.put("clock of " + request.region(), moved.clocks().sentence());
        return options;
    }

    private JsonNode output() {
        try {
            return JSON.readTree(moved.ended().state().output().orElse("{}"));
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // says nothing that can be used
        }
    }
}
