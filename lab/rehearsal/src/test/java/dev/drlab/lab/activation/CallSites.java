package dev.drlab.lab.activation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records which calls the states of a run make. What the agent calls while two branches run is put down to the branch
 * that gates: the fence, which runs beside it, calls nothing in its own region but the agent itself.
 */
final class CallSites implements ExecutionListener {
    private static final String FENCE = "Fence";

    private final ExecutionListener inner;
    private final Set<CallSite> seen = new LinkedHashSet<>();
    private Boundary current = new Boundary("", "");

    /** Records the calls of {@code region}'s machines and agent, until its faults are disarmed. */
    CallSites(LabRegion region, ExecutionListener inner) {
        this.inner = inner;
        region.faults().failAlways(call -> note(call, false), Fault.THROTTLED);
        region.peerFaults().failAlways(call -> note(call, true), Fault.THROTTLED);
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        inner.onEvent(event);
        if (event.type() == EventType.TASK_SCHEDULED && !event.state().equals(FENCE)) {
            enter(new Boundary(event.branch(), event.state()));
        }
    }

    private synchronized void enter(Boundary state) {
        current = state;
    }

    /** Never claims a call: it only looks. */
    private synchronized boolean note(Call call, boolean toPeer) {
        if (!current.state().isEmpty() && !isOfFence(call)) {
            seen.add(new CallSite(current.branch(), current.state(), toPeer, call.service(), call.operation()));
        }
        return false;
    }

    private static boolean isOfFence(Call call) {
        return call.request() instanceof JsonNode payload
                && payload.path(AgentAction.FIELD).asText().equals(AgentAction.FENCE.label());
    }

    /** In the order in which they were first called. */
    synchronized List<CallSite> seen() {
        return List.copyOf(seen);
    }
}
