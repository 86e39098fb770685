package dev.drlab.report.picture;

/**
 * Maps positive values to vertical positions by their logarithm, whole decades from bottom to top.
 *
 * @param lowDecade power of ten at the bottom
 * @param highDecade power of ten at the top, greater than {@code lowDecade}
 * @param bottom position of the lowest value
 * @param top position of the highest value
 */
record LogScale(int lowDecade, int highDecade, double bottom, double top) {
    /** The decades that hold {@code min} to {@code max}, both positive. */
    static LogScale covering(double min, double max, double bottom, double top) {
        int low = (int) Math.floor(Math.log10(min));
        int high = Math.max(low + 1, (int) Math.ceil(Math.log10(max)));
        return new LogScale(low, high, bottom, top);
    }

    /** Values below the lowest decade, and 0, lie on the bottom. */
    double y(double value) {
        double decades = value <= 0 ? lowDecade : Math.max(lowDecade, Math.log10(value));
        return bottom - (decades - lowDecade) / (highDecade - lowDecade) * (bottom - top);
    }
}
