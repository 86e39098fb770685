package dev.drlab.lab.authority;

import dev.drlab.lab.simulation.process.RunningField;

/** Fills a field with two regions of which only the primary is up; what else the tests bring up in them ends with them. */
final class RunningRegions extends RunningField<TwoRegions> {
    RunningRegions() {
        super(TwoRegions.class, TwoRegions::open);
    }
}
