package dev.drlab.lab.soak;

import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the runner at a state boundary that is given by its number, if the run gets that far. */
final class RunnerKill implements ExecutionListener {
    private final AtomicInteger boundariesLeft;
    private volatile String execution = "";
    private volatile String place = "";

    /** Kills at the boundary with that number, from 1. */
    RunnerKill(int boundary) {
        this.boundariesLeft = new AtomicInteger(boundary);
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        if (event.type() == EventType.EXECUTION_STARTED) {
            execution = event.detail().path("execution").asText();
        }
        if (event.type() == EventType.STATE_EXITED && boundariesLeft.decrementAndGet() == 0) {
            place = event.state();
            throw new RunnerKilled(place);
        }
    }

    /** The name of the execution that it was told of. */
    String execution() {
        return execution;
    }

    /** The state behind which it killed; empty when it did not. */
    String place() {
        return place;
    }
}
