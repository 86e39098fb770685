package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.util.Optional;

/** Fails one call of a state once, the first time that the state makes it. */
final class FaultAt implements ExecutionListener {
    private final CallSite site;
    private final Fault fault;
    private final LabRegion region;
    private final ExecutionListener inner;
    private volatile Optional<FaultRule> rule = Optional.empty();

    FaultAt(CallSite site, Fault fault, LabRegion region, ExecutionListener inner) {
        this.site = site;
        this.fault = fault;
        this.region = region;
        this.inner = inner;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        inner.onEvent(event);
        if (!event.branch().equals(site.branch()) || !event.state().equals(site.state())) {
            return;
        }
        if (event.type() == EventType.TASK_SCHEDULED && !wasInjected()) {
            rule = Optional.of(site.injector(region).fail(site::isCalledBy, fault, 1));
        } else if (event.type() == EventType.TASK_SUCCEEDED || event.type() == EventType.TASK_FAILED) {
            rule.ifPresent(FaultRule::disarm); // another state's call of the same name must not be failed
        }
    }

    boolean wasInjected() {
        return rule.filter(armed -> armed.hits() > 0).isPresent();
    }
}
