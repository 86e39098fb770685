package dev.drlab.images;

import dev.drlab.lab.simulation.process.RunningField;

/** Fills a field with two regions of the default configuration, which end with the class and all tasks that it started. */
final class RunningTwoRegions extends RunningField<TwoRegions> {
    RunningTwoRegions() {
        super(TwoRegions.class, directory -> new TwoRegions("{}", directory));
    }
}
