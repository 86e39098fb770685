package dev.drlab.planreview.rules;

import java.util.List;

/**
 * A class such as {@code db.t4g.medium}.
 *
 * @param name all of it
 * @param family all but the size
 * @param size in steps that double, from nano; negative if it is not a known one
 */
record InstanceClass(String name, String family, double size) {
    private static final List<String> SIZES = List.of("nano", "micro", "small", "medium", "large", "xlarge");

    static InstanceClass of(String name) {
        int dot = name.lastIndexOf('.');
        String size = name.substring(dot + 1);
        return new InstanceClass(name, name.substring(0, Math.max(dot, 0)), steps(size));
    }

    /** Whether it is known to be as large; sizes of two families cannot be compared, nor those of which one is not known. */
    boolean isAtLeast(InstanceClass other) {
        return name.equals(other.name) || (family.equals(other.family) && other.size >= 0 && size >= other.size);
    }

    private static double steps(String size) {
        if (SIZES.contains(size)) {
            return SIZES.indexOf(size);
        }
        return size.matches("[1-9]\\d{0,2}xlarge")
                ? SIZES.indexOf("xlarge") + Math.log(Integer.parseInt(size.replace("xlarge", ""))) / Math.log(2)
                : -1;
    }
}
