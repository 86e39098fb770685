package dev.drlab.report.picture;

import dev.drlab.report.Exposure.Knowledge;
import dev.drlab.report.Quantity;
import dev.drlab.report.Series;
import java.util.ArrayList;
import java.util.List;

/** The times in which the exposure was not measured, as bands over a lane's height: a blank would read as 0. */
final class UnmeasuredBands {
    private static final double CHARACTER_WIDTH = 6;
    private static final double PADDING = 4;
    private static final double TEXT_DEPTH = 13;

    private final TimeScale time;
    private final List<Band> bands;

    /** {@code exposures} are sorted by time. */
    UnmeasuredBands(List<Series.Exposure> exposures, TimeScale time) {
        this.time = time;
        this.bands = bands(exposures);
    }

    /** {@code atLeastSeconds} is 0 where no bound is known. */
    private record Band(long fromMillis, long toMillis, Knowledge known, double atLeastSeconds) {}

    /** Whether one of them is in the window. */
    boolean any() {
        return bands.stream().anyMatch(this::inWindow);
    }

    void draw(Svg svg, double top, double height) {
        for (Band band : bands) {
            if (inWindow(band)) {
                draw(svg, band, top, height);
            }
        }
    }

    private void draw(Svg svg, Band band, double top, double height) {
        double left = time.clampedX(band.fromMillis);
        double width = Math.max(1, time.clampedX(band.toMillis) - left);
        String words = words(band);
        svg.bar("unmeasured", left, top, width, height, words);
        if (words.length() * CHARACTER_WIDTH + 2 * PADDING < width) {
            svg.text("tick", left + PADDING, top + TEXT_DEPTH, words);
        }
    }

    private static String words(Band band) {
        return band.known == Knowledge.AT_LEAST ? "at least " + Quantity.duration(band.atLeastSeconds) : "not measured";
    }

    private boolean inWindow(Band band) {
        return time.overlaps(band.fromMillis, band.toMillis);
    }

    private static List<Band> bands(List<Series.Exposure> exposures) {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < exposures.size(); i++) {
            Series.Exposure exposure = exposures.get(i);
            if (exposure.known() == Knowledge.MEASURED) {
                continue;
            }
            long end = exposures.get(Math.min(i + 1, exposures.size() - 1)).offsetMillis();
            Band last = bands.isEmpty() ? null : bands.get(bands.size() - 1);
            if (last != null && last.known == exposure.known() && last.toMillis == exposure.offsetMillis()) {
                bands.set(
                        bands.size() - 1,
                        new Band(
                                last.fromMillis,
                                end,
                                last.known,
                                Math.max(last.atLeastSeconds, exposure.exposureSeconds())));
            } else {
                bands.add(new Band(exposure.offsetMillis(), end, exposure.known(), exposure.exposureSeconds()));
            }
        }
        return bands;
    }
}
