package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.List;
import java.util.function.LongSupplier;

/** Holds a run at the first passing of a boundary while another takes authority, and records what the run changes then. */
final class TakenOverAt implements ExecutionListener {
    private final Boundary boundary;
    private final LabRegion region;
    private final LongSupplier takeover;
    private final ExecutionListener inner;
    private Effects effects;
    private long epoch;

    /** {@code takeover} answers the new epoch. */
    TakenOverAt(Boundary boundary, LabRegion region, LongSupplier takeover, ExecutionListener inner) {
        this.boundary = boundary;
        this.region = region;
        this.takeover = takeover;
        this.inner = inner;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        inner.onEvent(event);
        if (effects == null && boundary.isPassedBy(event)) {
            epoch = takeover.getAsLong();
            effects = Effects.of(region);
        }
    }

    boolean happened() {
        return effects != null;
    }

    /** The one that superseded the run's. */
    long epoch() {
        return epoch;
    }

    List<String> effects() {
        return effects.stop();
    }
}
