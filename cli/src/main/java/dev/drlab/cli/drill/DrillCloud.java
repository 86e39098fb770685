package dev.drlab.cli.drill;

/** Where regions are. */
@FunctionalInterface
interface DrillCloud {
    /** The region of that name; calls nobody yet. */
    DrillRegion region(String name);
}
