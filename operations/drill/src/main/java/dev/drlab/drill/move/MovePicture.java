package dev.drlab.drill.move;

import dev.drlab.report.Series;
import dev.drlab.report.Series.MarkerKind;
import dev.drlab.workload.AvailabilityBin;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.account.WriterSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts what was recorded on one time axis, whose origin is the start of the traffic. */
public final class MovePicture {
    private final MoveResult moved;
    private final TrafficClient traffic;
    private final Instant origin;
    private final List<AvailabilityBin> bins;

    /** Of a move, as {@code traffic} saw it. */
    public MovePicture(MoveResult moved, TrafficClient traffic) {
        this.moved = moved;
        this.traffic = traffic;
        this.bins = traffic.availability();
        this.origin = bins.get(0).from();
    }

    /** The lanes, from the start of the traffic on. */
    public Series series() {
        return new Series(
                origin,
                bins.stream()
                        .map(bin -> new Series.Bin(
                                offset(bin.from()),
                                bin.writesOk(),
                                bin.writesFailed(),
                                bin.readsOk(),
                                bin.readsFailed()))
                        .toList(),
                List.of(),
                List.of(),
                moved.ended().visits().stream()
                        .map(visit ->
                                new Series.Visit(visit.state(), offset(visit.enteredAt()), offset(visit.exitedAt())))
                        .toList(),
                markers(),
                WriterSpan.of(traffic.ledger().acknowledged()).stream()
                        .map(span -> span.drawn(this::offset))
                        .toList());
    }

    private List<Series.Marker> markers() {
        List<Series.Marker> markers = new ArrayList<>();
        markers.add(new Series.Marker(offset(moved.start()), moved.startsAt(), MarkerKind.START));
        moved.recovery()
                .ifPresent(recovery -> markers.add(new Series.Marker(
                        offset(recovery.write().ackedAt()), "first accepted write", MarkerKind.RECOVERED)));
        moved.watched().service().stream()
                .flatMapToLong(service -> service.nanos().stream())
                .mapToObj(nanos ->
                        new Series.Marker(offset(traffic.at(nanos)), "full recovery", MarkerKind.FULLY_RECOVERED))
                .forEach(markers::add);
        return markers;
    }

    private long offset(Instant at) {
        return Math.max(0, Duration.between(origin, at).toMillis());
    }
}
