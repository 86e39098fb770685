package dev.drlab.lab.activation;

import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;

/** A run of reprotect. Each of its polling states waits for real work that is never done when it is first looked at. */
abstract class ReprotectRun implements Subject {
    private final TwoRegions regions;

    ReprotectRun(TwoRegions regions) {
        this.regions = regions;
    }

    TwoRegions regions() {
        return regions;
    }

    @Override
    public ExecutionResult start(LabRegion target, boolean force, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().reprotect(target.name(), new ReprotectInput("test", force, false), listener);
    }

    @Override
    public ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener)
            throws InterruptedException {
        return regions.lab().resume(target.name(), regions.lab().reprotectDefinition(), execution, listener);
    }

    @Override
    public ExecutionListener recording(LabRegion target) {
        return ExecutionListener.NONE;
    }

    @Override
    public ExecutionListener disturbing(LabRegion target, Boundary boundary) {
        return ExecutionListener.NONE;
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return ExecutionListener.NONE;
    }
}
