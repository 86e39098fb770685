package dev.drlab.cli.breakglass;

/** Where regions are. */
@FunctionalInterface
public interface Cloud {
    /** The region of that name; calls nobody yet. */
    CloudRegion region(String name);
}
