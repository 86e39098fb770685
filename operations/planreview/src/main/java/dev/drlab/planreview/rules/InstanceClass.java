package dev.drlab.planreview.rules;

import java.util.List;

/**
 * A class such as {@code db.t4g.medium}.
 *
 * @param family all but the size
 * @param size in steps that double, from nano; negative if it is not a known one
 */
record InstanceClass(String family, double size) {
    private static final List<String> SIZES = List.of("nano", "micro", "small", "medium", "large", "xlarge");

    static InstanceClass of(String name) {
        int dot = name.lastIndexOf('.');
        String size = name.substring(dot + 1);
        return new InstanceClass(name.substring(0, Math.max(dot, 0)), steps(size));
    }

    /** Whether it is known to be as large; sizes of two families cannot be compared. */
    boolean isAtLeast(InstanceClass other) {
        return family.equals(other.family) && (size == other.size || (size >= other.size && other.size >= 0));
    }

    private static double steps(String size) {
        if (SIZES.contains(size)) {
            return SIZES.indexOf(size);
        }
        return size.matches("\\d{1,3}xlarge")
                ? SIZES.indexOf("xlarge") + Math.log(Integer.parseInt(size.replace("xlarge", ""))) / Math.log(2)
                : -1;
    }
}
