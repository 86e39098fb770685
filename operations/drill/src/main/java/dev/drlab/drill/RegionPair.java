package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.DrillRegion;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.RegionFacts;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.region.Identity;
import dev.drlab.region.RegionName;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The two regions of a deployment, as their runbooks say that they belong together.
 *
 * @param region the one that the state machine runs in
 * @param peer the other one
 * @param identity whose credentials these are
 * @param facts of the region's runbook
 */
public record RegionPair(DrillRegion region, DrillRegion peer, Identity identity, RegionFacts facts)
        implements AutoCloseable {
    /** @throws CannotRunException if a name is no region's, or both are the same */
    static void requireRegions(String region, String peer) throws CannotRunException {
        RegionName.require(region);
        RegionName.require(peer);
        if (region.equals(peer)) {
            throw new CannotRunException("--peer is " + peer + ", the region itself; name the other one");
        }
    }

    /** @throws CannotRunException if the credentials or the runbook are not those of this deployment */
    static RegionPair open(DrillCloud cloud, String region, String peer, PrintWriter out) throws CannotRunException {
        DrillRegion own = cloud.region(region);
        DrillRegion other = cloud.region(peer);
        try {
            out.println("asking STS in " + region + " whose credentials these are");
            out.flush();
            Identity identity = own.identity();
            RegionFacts facts = own.runbook();
            if (!facts.region().equals(region) || !facts.peerRegion().equals(peer)) {
                throw new CannotRunException("the runbook of " + region + " is of " + facts.region() + " with the peer "
                        + facts.peerRegion() + ", not of " + region + " with " + peer + "; name the regions that belong"
                        + " together");
            }
            return new RegionPair(own, other, identity, facts);
        } catch (CannotRunException | RuntimeException e) {
            own.close();
            other.close();
            throw e;
        }
    }

    /**
     * An execution that was begun before and has not failed: it is gone on with, or has ended.
     *
     * @param record its name and input
     * @param state empty where Step Functions does not know it yet
     */
    record Begun(DrillRecord record, Optional<ExecutionState> state) {}

    /**
     * What an attempt before has begun in that directory. Where it failed, its record is set aside, and another one may begin.
     *
     * @param verb of the state machine
     * @throws CannotRunException if what the directory has the record of is another drill
     */
    Optional<Begun> begun(DrillFiles files, String drill, String verb, String project, PrintWriter out)
            throws CannotRunException {
        Optional<DrillRecord> kept = files.record();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        DrillRecord record = kept.get();
        requireSame(files, record, drill, project);
        Optional<ExecutionState> state = region.executions().find(verb, record.execution());
        if (state.filter(ExecutionState::failed).isEmpty()) {
            return Optional.of(new Begun(record, state));
        }
        out.println(
                "the attempt before, " + record.execution() + ", " + state.get().sentence() + "; this is another one");
        files.setAside(record);
        return Optional.empty();
    }

    /** @throws CannotRunException if what the directory has the record of is another drill */
    void requireSame(DrillFiles files, DrillRecord record, String drill, String project) throws CannotRunException {
        String began = record.drill() + " to " + record.region() + " from " + record.peer() + ", project "
                + record.project() + ", account " + record.account();
        String asked = drill + " to " + facts.region() + " from " + facts.peerRegion() + ", project " + project
                + ", account " + identity.account();
        if (!began.equals(asked)) {
            throw new CannotRunException("in " + files.directory() + " another drill was begun (" + began + "; now: "
                    + asked + "); name another --report-dir");
        }
    }

    @Override
    public void close() {
        region.close();
        peer.close();
    }
}
