package dev.drlab.drill.cloud;

/** Where regions are. */
@FunctionalInterface
public interface DrillCloud {
    /** The region of that name; calls nobody yet. */
    DrillRegion region(String name);
}
