package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;

/**
 * A call that a state makes: the task's own, or one of those that the agent makes for it.
 *
 * @param branch where the state is, as in {@link Boundary}
 * @param state its name
 * @param toPeer true for a call to the other region's endpoints
 * @param service as in {@link Call}
 * @param operation as in {@link Call}
 */
record CallSite(String branch, String state, boolean toPeer, String service, String operation) {
    boolean isCalledBy(Call call) {
        return call.is(service, operation);
    }

    /** The fault injector that can fail the call. */
    FaultInjector injector(LabRegion region) {
        return toPeer ? region.peerFaults() : region.faults();
    }

    Boundary boundary() {
        return new Boundary(branch, state);
    }

    @Override
    public String toString() {
        return boundary() + ": " + (toPeer ? "the peer's " : "") + service + "." + operation;
    }
}
