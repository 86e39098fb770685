package dev.drlab.lab.rehearsal;

import dev.drlab.report.Exposure;
import dev.drlab.report.Exposure.Knowledge;
import dev.drlab.verifier.measure.CanarySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of the exposure at each moment. Only arrivals prove that canaries are written and the replica is read: a
 * time without one that is longer than {@code longestSilence} was not measured, from the last arrival on.
 */
final class ExposureAccount {
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(500);
    /** So many canaries in a row do not fail to arrive by chance. */
    private static final int CANARIES = 5;

    private final List<Point> points;

    /**
     * A moment.
     *
     * @param at when
     * @param seconds the exposure, or its lower bound; 0 where nothing is known
     * @param known what is known
     */
    record Point(Instant at, double seconds, Knowledge known) {}

    /**
     * @param samples in order
     * @param canariesPerSecond how many canaries are written; above 0
     */
    ExposureAccount(List<CanarySample> samples, double canariesPerSecond) {
        Duration between = Duration.ofNanos((long) (CANARIES * 1e9 / canariesPerSecond));
        points = points(samples, between.compareTo(SHORTEST_SILENCE) > 0 ? between : SHORTEST_SILENCE);
    }

    /** All moments, in order. */
    List<Point> points() {
        return points;
    }

    /** The report's part, of what was sampled at that time or later. */
    Exposure since(Instant from) {
        List<Point> counted =
                points.stream().filter(point -> !point.at.isBefore(from)).toList();
        return new Exposure(
                counted.stream()
                        .filter(point -> point.known == Knowledge.MEASURED)
                        .map(Point::seconds)
                        .max(Double::compare)
                        .orElse(null),
                counted.isEmpty() ? 0 : seconds(counted.get(0).at, counted.get(counted.size() - 1).at),
                periods(counted));
    }

    private static List<Point> points(List<CanarySample> samples, Duration longestSilence) {
        List<Point> points = new ArrayList<>();
        int previous = -1; // the last arrival
        for (int i = 0; i <= samples.size(); i++) {
            boolean arrival = i < samples.size() && samples.get(i).lagMillis() >= 0;
            if (arrival || i == samples.size()) {
                boolean silent = previous < 0 || isSilent(samples, previous, i, longestSilence);
                for (CanarySample sample : samples.subList(previous + 1, i)) {
                    points.add(silent ? unmeasured(sample) : measured(sample));
                }
                if (arrival) {
                    points.add(measured(samples.get(i)));
                }
                previous = i;
            }
        }
        return List.copyOf(points);
    }

    private static boolean isSilent(List<CanarySample> samples, int arrival, int next, Duration longestSilence) {
        Instant end = samples.get(Math.min(next, samples.size() - 1)).at();
        return Duration.between(samples.get(arrival).at(), end).compareTo(longestSilence) > 0;
    }

    private static Point measured(CanarySample sample) {
        return new Point(sample.at(), sample.exposureSeconds(), Knowledge.MEASURED);
    }

    private static Point unmeasured(CanarySample sample) {
        return sample.exposureSeconds() > 0
                ? new Point(sample.at(), sample.exposureSeconds(), Knowledge.AT_LEAST)
                : new Point(sample.at(), 0, Knowledge.UNMEASURED);
    }

    private static List<Exposure.Period> periods(List<Point> points) {
        List<Exposure.Period> periods = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i == points.size() || points.get(i).known != points.get(first).known) {
                if (points.get(first).known != Knowledge.MEASURED) {
                    periods.add(period(points.subList(first, i), points.get(Math.min(i, points.size() - 1)).at));
                }
                first = i;
            }
        }
        return periods;
    }

    private static Exposure.Period period(List<Point> points, Instant end) {
        Knowledge known = points.get(0).known;
        Double atLeast = known == Knowledge.AT_LEAST
                ? points.stream().map(Point::seconds).max(Double::compare).orElseThrow()
                : null;
        return new Exposure.Period(points.get(0).at, end, known, atLeast);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
