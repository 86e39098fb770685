package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Link;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Instant;
import java.util.Optional;

/** A region takes authority as its unplanned activation would, by the same actions of its agent, and is the writer then. */
final class Takeover {
    private Takeover() {}

    /** The new epoch. The other region's record is fenced, so it can see the epoch in its own table. */
    static long by(Lab lab, LabRegion region) {
        long epoch = unseen(lab, region);
        LabAccess.agent(lab, region.name(), request("fence", lab, region).put("epoch", epoch));
        LabAccess.agent(lab, region.name(), request("open", lab, region).put("epoch", epoch));
        return epoch;
    }

    /** The new epoch, which only the region's own record has: it could not reach the other's. */
    static long unseen(Lab lab, LabRegion region) {
        long epoch = LabAccess.agent(lab, region.name(), request("replicationStatus", lab, region))
                .path("nextEpoch")
                .longValue();
        LabAccess.agent(lab, region.name(), request("raise", lab, region).put("epoch", epoch));
        return epoch;
    }

    /** The new epoch, by the machine: from that boundary on the region can neither see nor reach the other, until its end. */
    static long behindACut(TwoRegions regions, LabRegion region, Boundary from) {
        Network network = regions.lab().network();
        ExecutionListener cutting = event -> {
            if (from.isPassedBy(event)) {
                network.control().cut();
                network.peering().cut(CutMode.RESET);
            }
        };
        try {
            ActivateInput forced = new ActivateInput("unplanned", "forced", Optional.of(Instant.now()), true);
            ExecutionResult result = regions.lab().activate(region.name(), forced, cutting);
            assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
            return result.output().orElseThrow().path("epoch").longValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            network.links().forEach(Link::heal);
        }
    }

    private static ObjectNode request(String action, Lab lab, LabRegion region) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        JsonNode unfenced = LabAccess.runbook(lab, region.name()).path("unfencedRoles");
        return unfenced.isMissingNode() ? request : request.set("unfencedRoles", unfenced);
    }
}
