package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database whose creation takes longer than the provider waits: the remedy in docs/stacks_overview.md, with the real
 * provider against an emulated RDS.
 */
@Tag("emulator")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowDatabaseIT {
    private static final Path WORK = Path.of("target", "slow-database-it").toAbsolutePath();

    @Test
    void isTaintedButNotLost() throws Exception {
        Directories.empty(WORK);
        LoneDatabase database = LoneDatabase.synthesize(WORK.resolve("synthesized"), "15s");
        try (EmulatedCloud cloud = EmulatedCloud.start(WORK)) {
            Terraform terraform = database.copy(new StackTree(WORK.resolve("stacks"), cloud.endpoint()));
            terraform.init(List.of("-backend-config=path=terraform.tfstate"));
            cloud.instances().creationTakesLong();

            assertThat(terraform.failToApply()).contains("timeout while waiting for state to become 'available");
            cloud.instances().finishCreations();
            assertThat(terraform.failToPlan())
                    .as("replacing it would lose it")
                    .contains("Instance cannot be destroyed");
            terraform.untaint(database.address());
            terraform.apply();

            assertThat(terraform.plan().lines()).isEmpty();
        }
    }
}
