package dev.drlab.lab.activation;

import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;

/** Kills the runner the first time that it passes a boundary; {@code inner} hears of everything before. */
final class KillAt implements ExecutionListener {
    private final Boundary boundary;
    private final ExecutionListener inner;
    private volatile String execution = "";

    KillAt(Boundary boundary, ExecutionListener inner) {
        this.boundary = boundary;
        this.inner = inner;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        if (event.type() == EventType.EXECUTION_STARTED) {
            execution = event.detail().path("execution").asText();
        }
        inner.onEvent(event);
        if (boundary.isPassedBy(event)) {
            throw new RunnerKilled(boundary.toString());
        }
    }

    /** The killed execution's name. */
    String execution() {
        return execution;
    }
}
