package dev.drlab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.rehearsal.Rehearsal;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.TrafficOptions;
import dev.drlab.report.Report;
import dev.drlab.workload.account.ServiceTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged objects are restored by version, and are there after the service has moved. */
@Tag("deep")
@Tag("alone")
class S3RecoveryIT {
    /** Wide targets: an assertion must not depend on the machine's speed. */
    private static final ServiceTargets ANY_SPEED = new ServiceTargets(Optional.of(Duration.ofMinutes(1)), 1);

    @TempDir
    private Path directory;

    @Test
    void restoresAKeyAPrefixAndEverythingThenMoves() throws Exception {
        Report report = Rehearsal.run(
                        Scenario.S3_RECOVERY,
                        new RehearsalOptions(
                                LabOptions.defaults(directory.resolve("lab")),
                                TrafficOptions.of(50, 50),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(300),
                                Duration.ofMinutes(30),
                                ANY_SPEED,
                                directory.resolve("runs"),
                                false,
                                "test"),
                        (at, name, detail) -> {})
                .report();
        assertThat(report.verdictReasons()).isEmpty();
        assertThat(report.events().stream().filter(event -> event.name().equals("restored")))
                .hasSize(4);
        assertThat(report.objects().acked()).isPositive();
        assertThat(report.objects().lost()).isZero();
        assertThat(report.objects().replication().samples()).isPositive();
    }
}
