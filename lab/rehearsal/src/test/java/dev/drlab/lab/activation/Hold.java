package dev.drlab.lab.activation;

import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.concurrent.TimeUnit;

/** Holds a run before one state's call for more than a third of the tests' lease, so that its lock is renewed behind it. */
final class Hold implements ExecutionListener {
    private static final long MILLIS = 800;

    private final String state;
    private final ExecutionListener inner;

    Hold(String state, ExecutionListener inner) {
        this.state = state;
        this.inner = inner;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        inner.onEvent(event);
        if (event.type() == EventType.TASK_SCHEDULED && event.state().equals(state)) {
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS); // the time is the point
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
