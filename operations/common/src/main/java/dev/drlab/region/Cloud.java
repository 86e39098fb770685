package dev.drlab.region;

/** Where regions are. */
@FunctionalInterface
public interface Cloud {
    /** The region of that name; calls nobody yet. */
    CloudRegion region(String name);
}
