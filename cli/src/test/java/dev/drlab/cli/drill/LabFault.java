package dev.drlab.cli.drill;

import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.cloud.RegionFacts;
import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.aws.call.Arns;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kills a lab's region, after its replica has been held up for a while: so something is lost. */
record LabFault(Lab lab, RegionFacts facts) implements Fault {
    @Override
    public FaultRecord observe() {
        return new FaultRecord(
                facts.region(), Arns.ACCOUNT, facts.ecsCluster(), facts.ecsService(), 2, null, null, List.of());
    }

    @Override
    public void put(FaultRecord there) throws InterruptedException {
        lab.replicationInto(facts.peerRegion()).stall();
        TimeUnit.SECONDS.sleep(1); // of writes that the replica will not have
        lab.kill(facts.region());
    }

    @Override
    public List<String> takeBack(FaultRecord there) {
        lab.restore(facts.region());
        return List.of(there.region() + " is back");
    }
}
