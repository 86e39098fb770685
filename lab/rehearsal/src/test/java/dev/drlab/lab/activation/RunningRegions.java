package dev.drlab.lab.activation;

import dev.drlab.lab.simulation.process.RunningField;

/** Fills a field with two regions in one lab, which ends with the class. */
final class RunningRegions extends RunningField<TwoRegions> {
    RunningRegions() {
        super(TwoRegions.class, TwoRegions::start);
    }
}
