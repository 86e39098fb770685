package dev.drlab.report.picture;

import dev.drlab.report.Series;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A part of the run to draw.
 *
 * @param fromMillis left end, 0 or more
 * @param toMillis right end, greater than {@code fromMillis}
 */
public record TimeWindow(double fromMillis, double toMillis) {
    private static final double MARGIN = 0.12;
    private static final double SHORTEST_MARGIN_MILLIS = 150;
    private static final double ENOUGH_OF_THE_MAIN_PICTURE = 0.5;
    private static final double WORTH_A_CLOSE_UP = 0.7;

    /** Everything that was recorded; at least one bin long. */
    public static TimeWindow wholeRun(Series series) {
        long end = Stream.of(
                        series.bins().stream().mapToLong(bin -> bin.offsetMillis() + Series.BIN_MILLIS),
                        series.lags().stream().mapToLong(Series.Lag::offsetMillis),
                        series.exposures().stream().mapToLong(Series.Exposure::offsetMillis),
                        series.visits().stream().mapToLong(Series.Visit::endMillis),
                        series.markers().stream().mapToLong(Series.Marker::offsetMillis),
                        series.writers().stream().mapToLong(Series.Writer::endMillis))
                .flatMapToLong(offsets -> offsets)
                .max()
                .orElse(0);
        return new TimeWindow(0, Math.max(end, Series.BIN_MILLIS));
    }

    /** From shortly before the clock starts to shortly after it stops; empty when that is most of the run anyway. */
    public static Optional<TimeWindow> closeUp(Series series) {
        OptionalLong start = series.firstMarker(Series.MarkerKind.START);
        OptionalLong full = series.firstMarker(Series.MarkerKind.FULLY_RECOVERED);
        OptionalLong end = full.isPresent() ? full : series.firstMarker(Series.MarkerKind.RECOVERED);
        if (start.isEmpty() || end.isEmpty() || end.getAsLong() <= start.getAsLong()) {
            return Optional.empty();
        }
        double margin = Math.max(SHORTEST_MARGIN_MILLIS, (end.getAsLong() - start.getAsLong()) * MARGIN);
        TimeWindow whole = wholeRun(series);
        TimeWindow part = new TimeWindow(
                Math.max(0, start.getAsLong() - margin), Math.min(whole.toMillis(), end.getAsLong() + 2 * margin));
        return part.length() < whole.length() * WORTH_A_CLOSE_UP ? Optional.of(part) : Optional.empty();
    }

    /** The time that the state machine took; empty when it fills a good part of {@code main} anyway. */
    public static Optional<TimeWindow> states(Series series, TimeWindow main) {
        if (series.visits().isEmpty()) {
            return Optional.empty();
        }
        double start = series.visits().get(0).startMillis();
        double end = series.visits().stream()
                .mapToLong(Series.Visit::endMillis)
                .max()
                .orElseThrow();
        double margin = Math.max(SHORTEST_MARGIN_MILLIS, (end - start) * MARGIN) / 2;
        TimeWindow part = new TimeWindow(Math.max(0, start - margin), end + margin);
        return part.length() < main.length() * ENOUGH_OF_THE_MAIN_PICTURE ? Optional.of(part) : Optional.empty();
    }

    private double length() {
        return toMillis - fromMillis;
    }
}
