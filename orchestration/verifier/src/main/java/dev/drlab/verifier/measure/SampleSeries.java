package dev.drlab.verifier.measure;

import java.util.ArrayList;
import java.util.List;

/** The points of a run, bounded: when there are too many, neighbours are merged. */
public final class SampleSeries {
    static final int MAX_POINTS = 7200;

    private List<CanarySample> points = new ArrayList<>();

    /** Adds one, in order of time. */
    public synchronized void add(CanarySample sample) {
        if (points.size() == MAX_POINTS) {
            List<CanarySample> merged = new ArrayList<>();
            for (int i = 0; i + 1 < points.size(); i += 2) {
                merged.add(larger(points.get(i), points.get(i + 1)));
            }
            points = merged;
        }
        points.add(sample);
    }

    /** Those that are kept, in order of time. */
    public synchronized List<CanarySample> points() {
        return List.copyOf(points);
    }

    private static CanarySample larger(CanarySample a, CanarySample b) {
        return new CanarySample(
                b.at(), Math.max(a.lagMillis(), b.lagMillis()), Math.max(a.exposureSeconds(), b.exposureSeconds()));
    }
}
