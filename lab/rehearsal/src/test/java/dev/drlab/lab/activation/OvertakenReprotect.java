package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

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

    /** The same command again makes the standby; what was kept under the epoch before is deleted by hand. */
    @Override
    public void resetSuperseded(LabRegion target) throws InterruptedException {
        regions().awaitLocksFree();
        ExecutionResult again = start(target, true, carryingOn(target));
        assertThat(again.succeeded()).as("%s", again.cause()).isTrue();
        RdsClient rds = LabAccess.rds(regions().lab(), target.name());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            List<DBInstance> kept = rds.describeDBInstances(request -> {}).dbInstances().stream()
                    .filter(instance -> instance.dbInstanceIdentifier().contains("-old-"))
                    .toList();
            kept.forEach(instance -> delete(rds, instance.dbInstanceIdentifier()));
            return kept.isEmpty();
        });
    }

    private static void delete(RdsClient rds, String name) {
        try {
            rds.modifyDBInstance(modify ->
                    modify.dbInstanceIdentifier(name).deletionProtection(false).applyImmediately(true));
            rds.deleteDBInstance(delete ->
                    delete.dbInstanceIdentifier(name).skipFinalSnapshot(true).deleteAutomatedBackups(false));
        } catch (RdsException e) {
            // Not yet in a state for that; looked at again.
        }
    }
}
