package dev.drlab.lab.activation;

import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;

/** Stops a balancer until the machine has waited for traffic once, so that WaitForTraffic is passed at any speed. */
final class TrafficPause implements ExecutionListener {
    private final Balancer balancer;
    private final ExecutionListener inner;

    TrafficPause(Balancer balancer, ExecutionListener inner) {
        this.balancer = balancer;
        this.inner = inner;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        inner.onEvent(event);
        if (event.type() != EventType.STATE_ENTERED) {
            return;
        }
        if (event.state().equals("ConfirmTraffic")) {
            balancer.stop();
        } else if (event.state().equals("WaitForTraffic")) {
            balancer.start();
        }
    }
}
