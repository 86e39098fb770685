package dev.drlab.lab.activation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what a region's state machines change from a moment on: every call that is not known to only read. */
final class Effects {
    /** Of the agent, conditional on epoch, token or owner in the very write, or reads. */
    private static final Set<String> HARMLESS_ACTIONS = Set.of(
            "authority",
            "replicationStatus",
            "reprotectStatus",
            "caughtUp",
            "probe",
            "divergence",
            "lock",
            "unlock",
            "raise",
            "open",
            "fence",
            "standDown",
            "verifyWritable");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final FaultRule rule;

    private Effects(LabRegion region) {
        this.rule = region.faults().failAlways(this::note, Fault.THROTTLED);
    }

    static Effects of(LabRegion region) {
        return new Effects(region);
    }

    /** Never claims a call: it only looks. */
    private boolean note(Call call) {
        if (call.service().equals("Lambda")) {
            String action = ((JsonNode) call.request()).path("action").asText();
            if (!HARMLESS_ACTIONS.contains(action)) {
                seen.add("the agent's " + action);
            }
        } else if (!call.service().equals("DynamoDb")
                && !call.operation().startsWith("describe")
                && !call.operation().startsWith("get")) {
            seen.add(call.service() + "." + call.operation());
        }
        return false;
    }

    /** In the order of the calls; the recording ends. */
    List<String> stop() {
        rule.disarm();
        return List.copyOf(seen);
    }
}
