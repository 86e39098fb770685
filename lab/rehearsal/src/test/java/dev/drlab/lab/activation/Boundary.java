package dev.drlab.lab.activation;

import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.util.List;

/** The end of a state: where an execution can be killed. A state that is passed several times counts once. */
record Boundary(String branch, String state) {
    /** Those of a run, in the order of entering. */
    static List<Boundary> of(ExecutionResult run) {
        return run.visits().stream()
                .map(visit -> new Boundary(visit.branch(), visit.state()))
                .distinct()
                .toList();
    }

    boolean isPassedBy(ExecutionEvent event) {
        return event.type() == EventType.STATE_EXITED
                && event.branch().equals(branch)
                && event.state().equals(state);
    }

    /** True for the states of the loops that wait: a fast run never has to, and does not pass them. */
    boolean isOfWaiting() {
        return state.startsWith("WaitFor") || state.startsWith("HoldLock") || state.equals("IsLockDue");
    }

    @Override
    public String toString() {
        return branch.isEmpty() ? state : branch + "/" + state;
    }
}
