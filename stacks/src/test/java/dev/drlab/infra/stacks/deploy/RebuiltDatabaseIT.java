package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Terraform while reprotect rebuilds a database, with the real provider against an emulated RDS: after the renaming,
 * beside the new replica, and after the deletion of the old database.
 */
@Tag("emulator")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RebuiltDatabaseIT {
    private static final String REGION = "ap-southeast-2";
    private static final String PEER = "us-west-2";
    private static final Path WORK = Path.of("target", "rebuilt-database-it").toAbsolutePath();

    /**
     * Plans at each step have no changes. An apply renames nothing, but Terraform loses the database with the old one.
     */
    @Test
    void plansAreCleanThroughTheWholeRebuildingAndAnAppliedOneIsMendedByAnImport() throws Exception {
        Directories.empty(WORK);
        LoneDatabase database = LoneDatabase.synthesize(WORK.resolve("synthesized"), "10m");
        try (EmulatedCloud cloud = EmulatedCloud.start(WORK);
                RoleSwap region = new RoleSwap(cloud, REGION)) {
            Terraform terraform = database.copy(new StackTree(WORK.resolve("stacks"), cloud.endpoint()));
            terraform.init(List.of("-backend-config=path=terraform.tfstate"));
            terraform.apply();
            DBInstance first = region.database();
            String writer = writer(cloud, first);

            region.rename();
            assertThat(terraform.plan().lines()).as("behind the renaming").isEmpty();
            region.recreate(first, writer);
            assertThat(terraform.plan().lines()).as("beside the new replica").isEmpty();
            region.removeOld();
            assertThat(terraform.plan().lines()).as("behind the deletion").isEmpty();

            terraform.apply();
            DBInstance second = region.database();
            region.rename();
            terraform.apply();
            region.recreate(second, writer);
            region.removeOld();
            assertThat(terraform.failToApply()).contains("DBInstanceAlreadyExists");

            terraform.take(database.address(), "drlab-" + REGION);
            assertThat(terraform.plan().destroyed()).isEmpty();
            terraform.apply();
            assertThat(terraform.plan().lines()).isEmpty();
        }
    }

    /** The peer's database, promoted from a replica of this region's database. */
    private static String writer(EmulatedCloud cloud, DBInstance old) {
        try (RdsClient rds = cloud.rds(PEER)) {
            String arn = rds.createDBInstanceReadReplica(request -> request.dbInstanceIdentifier("drlab-" + PEER)
                            .sourceDBInstanceIdentifier(old.dbInstanceArn())
                            .kmsKeyId("alias/drlab"))
                    .dbInstance()
                    .dbInstanceArn();
            rds.promoteReadReplica(
                    request -> request.dbInstanceIdentifier("drlab-" + PEER).backupRetentionPeriod(7));
            return arn;
        }
    }
}
