package dev.drlab.report.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps milliseconds to horizontal positions.
 *
 * @param fromMillis left end of the window
 * @param toMillis right end of the window, greater than {@code fromMillis}
 * @param left position of {@code fromMillis}
 * @param right position of {@code toMillis}
 */
record TimeScale(double fromMillis, double toMillis, double left, double right) {
    TimeScale {
        if (!(toMillis > fromMillis) || !(right > left)) {
            throw new IllegalArgumentException("empty time window " + fromMillis + " to " + toMillis);
        }
    }

    double x(double millis) {
        return left + (millis - fromMillis) * pixelsPerMilli();
    }

    /** As {@link #x}, held inside the window. */
    double clampedX(double millis) {
        return Math.max(left, Math.min(right, x(millis)));
    }

    double pixelsPerMilli() {
        return (right - left) / (toMillis - fromMillis);
    }

    boolean overlaps(double startMillis, double endMillis) {
        return endMillis >= fromMillis && startMillis <= toMillis;
    }

    /** Round moments inside the window, at least {@code minGap} pixels apart, counted from {@code zeroMillis}. */
    List<Double> ticks(double zeroMillis, double minGap) {
        double step = niceStep(minGap / pixelsPerMilli());
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil((fromMillis - zeroMillis) / step); zeroMillis + i * step <= toMillis; i++) {
            ticks.add(zeroMillis + i * step);
        }
        return ticks;
    }

    private static double niceStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
