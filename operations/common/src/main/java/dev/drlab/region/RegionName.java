package dev.drlab.region;

import dev.drlab.console.CannotRunException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.regions.Region;

/** Which names are regions: those that the SDK knows, so that a slip of the pen is told before anything is called. */
public final class RegionName {
    /** A slip of the pen changes few letters; beyond that a guess would mislead. */
    private static final int SLIPS = 3;

    private RegionName() {}

    /** @throws CannotRunException naming the nearest region, if {@code name} is none and one is near */
    public static String require(String name) throws CannotRunException {
        List<String> known = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .toList();
        if (known.contains(name)) {
            return name;
        }
        String lower = name.strip().toLowerCase(Locale.ROOT); // a region's name has no capitals
        String advice = known.stream()
                .min(Comparator.comparingInt(id -> distance(id, lower)))
                .filter(id -> distance(id, lower) <= SLIPS)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("a region has a name like us-west-2");
        throw new CannotRunException("there is no region '" + name + "'; " + advice);
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
