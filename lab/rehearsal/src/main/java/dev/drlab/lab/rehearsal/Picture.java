package dev.drlab.lab.rehearsal;

import dev.drlab.contract.machine.StateNames;
import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.Report;
import dev.drlab.report.Series;
import dev.drlab.report.Series.MarkerKind;
import dev.drlab.statemachine.runner.Visit;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.workload.account.WriterSpan;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts everything that was recorded on one time axis, whose origin is the start of the traffic. */
final class Picture {
    private final ScenarioRun run;
    private final Outcome outcome;
    private final CanaryResult canaries;
    private final Instant origin;

    Picture(ScenarioRun run, Outcome outcome, CanaryResult canaries) {
        this.run = run;
        this.outcome = outcome;
        this.canaries = canaries;
        this.origin = run.traffic().availability().get(0).from();
    }

    Series series() {
        return new Series(origin, bins(), lags(), exposures(), visits(), markers(), writers());
    }

    private List<Series.Bin> bins() {
        return run.traffic().availability().stream()
                .map(bin -> new Series.Bin(
                        offset(bin.from()), bin.writesOk(), bin.writesFailed(), bin.readsOk(), bin.readsFailed()))
                .toList();
    }

    private List<Series.Lag> lags() {
        return canaries.samples().stream()
                .filter(sample -> !Double.isNaN(sample.lagMillis()) && sample.lagMillis() > 0)
                .map(sample -> new Series.Lag(offset(sample.at()), sample.lagMillis()))
                .toList();
    }

    private List<Series.Exposure> exposures() {
        return new ExposureAccount(canaries.samples(), canaries.rowsPerSecond())
                .points().stream()
                        .map(point -> new Series.Exposure(offset(point.at()), point.seconds(), point.known()))
                        .toList();
    }

    private List<Series.Visit> visits() {
        return outcome.activation().visits().stream()
                .map(visit -> new Series.Visit(visit.state(), offset(visit.enteredAt()), offset(visit.exitedAt())))
                .toList();
    }

    private List<Series.Marker> markers() {
        List<Series.Marker> markers = new ArrayList<>();
        markers.add(new Series.Marker(offset(outcome.start()), startName(), MarkerKind.START));
        outcome.detectedAt().ifPresent(at -> {
            markers.add(new Series.Marker(offset(at), "outage detected", MarkerKind.STEP));
            markers.add(
                    new Series.Marker(offset(outcome.activation().startedAt()), "activate started", MarkerKind.STEP));
        });
        outcome.recovery()
                .ifPresent(recovery -> markers.add(new Series.Marker(
                        offset(recovery.write().ackedAt()), "first accepted write", MarkerKind.RECOVERED)));
        run.moves().all().stream()
                .limit(1)
                .flatMap(move -> move.service().stream())
                .flatMapToLong(service -> service.nanos().stream())
                .mapToObj(nanos ->
                        new Series.Marker(offset(run.traffic().at(nanos)), "full recovery", MarkerKind.FULLY_RECOVERED))
                .forEach(markers::add);
        markers.addAll(at("region restored", event -> "old primary returns", MarkerKind.AFTER));
        markers.addAll(at("reprotect started", event -> "reprotect " + event.detail(), MarkerKind.AFTER));
        if (run.findings().splitBrain().isPresent()) {
            markers.addAll(splitBrain());
        }
        return markers;
    }

    private List<Series.Marker> at(String name, Function<Report.Event, String> label, MarkerKind kind) {
        return run.recorder().events().stream()
                .filter(event -> event.name().equals(name))
                .map(event -> new Series.Marker(offset(event.at()), label.apply(event), kind))
                .toList();
    }

    /** The trial before, from when on the old region's writes are too many, and when it could learn of it. */
    private List<Series.Marker> splitBrain() {
        List<Series.Marker> markers = new ArrayList<>(at("link cut", event -> "internet alone cut", MarkerKind.STEP));
        left(StateNames.RAISE_EPOCH)
                .ifPresent(at -> markers.add(new Series.Marker(offset(at), "old region replaced", MarkerKind.STEP)));
        markers.addAll(at("links healed", event -> "links healed", MarkerKind.AFTER));
        return markers;
    }

    private Optional<Instant> left(String state) {
        return outcome.activation().visits().stream()
                .filter(visit -> visit.state().equals(state))
                .map(Visit::exitedAt)
                .reduce((first, last) -> last);
    }

    /** The event that the recovery clock starts with. */
    private String startName() {
        return run.recorder().events().stream()
                .filter(event -> event.at().equals(outcome.start()))
                .map(Report.Event::name)
                .findFirst()
                .orElse("activate started");
    }

    private List<Series.Writer> writers() {
        List<AcknowledgedWrite> writes = new ArrayList<>(run.traffic().ledger().acknowledged());
        writes.addAll(run.findings().besideTheTraffic());
        List<Series.Writer> writers = new ArrayList<>();
        WriterSpan.of(writes).forEach(span -> writers.add(span.drawn(this::offset)));
        idle().ifPresent(writers::add);
        return writers;
    }

    /** The activated region, from its open database to the first client that came. */
    private Optional<Series.Writer> idle() {
        return outcome.recovery()
                .map(recovery -> recovery.write().ackedAt())
                .flatMap(first -> left(StateNames.OPEN_DATABASE)
                        .filter(first::isAfter)
                        .map(opened -> new Series.Writer(outcome.to(), offset(opened), offset(first), true)));
    }

    private long offset(Instant at) {
        return Math.max(0, Duration.between(origin, at).toMillis());
    }
}
