package dev.drlab.lab.rehearsal;

import dev.drlab.lab.report.Report;
import dev.drlab.lab.report.Series;
import dev.drlab.lab.report.Series.MarkerKind;
import dev.drlab.lab.traffic.AcknowledgedWrite;
import dev.drlab.verifier.CanaryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts everything that was recorded on one time axis, whose origin is the start of the traffic. */
final class Picture {
    /** A region that is silent for longer than this is drawn as not writing. */
    private static final long WRITER_GAP_MILLIS = 500;

    private final Stage stage;
    private final Outcome outcome;
    private final CanaryResult canaries;
    private final Instant origin;

    Picture(Stage stage, Outcome outcome, CanaryResult canaries) {
        this.stage = stage;
        this.outcome = outcome;
        this.canaries = canaries;
        this.origin = stage.traffic().availability().get(0).from();
    }

    Series series() {
        return new Series(origin, bins(), lags(), exposures(), visits(), markers(), writers());
    }

    private List<Series.Bin> bins() {
        return stage.traffic().availability().stream()
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
        return canaries.samples().stream()
                .map(sample -> new Series.Exposure(offset(sample.at()), sample.exposureSeconds()))
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
        stage.recorder().events().stream()
                .filter(event -> event.name().equals("region restored"))
                .forEach(event ->
                        markers.add(new Series.Marker(offset(event.at()), "old primary returns", MarkerKind.AFTER)));
        stage.recorder().events().stream()
                .filter(event -> event.name().equals("reprotect started"))
                .forEach(event -> markers.add(
                        new Series.Marker(offset(event.at()), "reprotect " + event.detail(), MarkerKind.AFTER)));
        return markers;
    }

    /** The event that the recovery clock starts with. */
    private String startName() {
        return stage.recorder().events().stream()
                .filter(event -> event.at().equals(outcome.start()))
                .map(Report.Event::name)
                .findFirst()
                .orElse("activate started");
    }

    private List<Series.Writer> writers() {
        List<Series.Writer> writers = new ArrayList<>();
        AcknowledgedWrite first = null;
        AcknowledgedWrite last = null;
        for (AcknowledgedWrite write : stage.traffic().ledger().acknowledged()) {
            if (last != null && !continues(last, write)) {
                writers.add(writer(first, last));
                first = write;
            }
            first = first == null ? write : first;
            last = write;
        }
        if (last != null) {
            writers.add(writer(first, last));
        }
        return writers;
    }

    private static boolean continues(AcknowledgedWrite last, AcknowledgedWrite next) {
        return last.region().equals(next.region())
                && Duration.between(last.ackedAt(), next.ackedAt()).toMillis() <= WRITER_GAP_MILLIS;
    }

    private Series.Writer writer(AcknowledgedWrite first, AcknowledgedWrite last) {
        return new Series.Writer(first.region(), offset(first.ackedAt()), offset(last.ackedAt()));
    }

    private long offset(Instant at) {
        return Math.max(0, Duration.between(origin, at).toMillis());
    }
}
