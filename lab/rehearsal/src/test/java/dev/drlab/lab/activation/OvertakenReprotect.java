package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import software.amazon.awssdk.services.rds.RdsClient;

/** A reprotect during which the active region is activated anew. */
final class OvertakenReprotect extends Reprotect implements Overtakable {
    OvertakenReprotect(TwoRegions regions) {
        super(regions);
    }

    @Override
    public long takeOver(LabRegion target) {
        return Takeover.by(regions().lab(), regions().peerOf(target));
    }

    @Override
    public void checkSuperseded(LabRegion target, long epoch) throws SQLException {
        LabRegion active = regions().peerOf(target);
        assertThat(regions().record(active).epoch()).isEqualTo(epoch);
        regions().assertOnlyActive(active);
        assertThat(LabAccess.lockOwner(regions().lab(), target.name())).isEmpty();
    }

    /** The same command again makes the standby, and deletes what was kept under the epoch before. */
    @Override
    public void resetSuperseded(LabRegion target) throws InterruptedException {
        regions().awaitLocksFree();
        ExecutionResult again = start(target, true, carryingOn(target));
        assertThat(again.succeeded()).as("%s", again.cause()).isTrue();
        RdsClient rds = LabAccess.rds(regions().lab(), target.name());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rds.describeDBInstances(request -> {}).dbInstances().stream()
                        .noneMatch(instance -> instance.dbInstanceIdentifier().contains("-old-")));
    }
}
