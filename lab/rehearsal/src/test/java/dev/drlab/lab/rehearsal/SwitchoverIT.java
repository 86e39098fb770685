package dev.drlab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.TrafficOptions;
import dev.drlab.report.FullRecovery;
import dev.drlab.report.PublishedSchema;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import dev.drlab.report.file.ReportJson;
import dev.drlab.workload.account.ServiceTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switchover over a slow link, under load: nothing acknowledged is lost, and the report can be read back. */
@Tag("alone")
class SwitchoverIT {
    /** Wide targets: an assertion must not depend on the machine's speed. */
    private static final ServiceTargets ANY_SPEED = new ServiceTargets(Optional.of(Duration.ofMinutes(1)), 1);

    @TempDir
    private Path directory;

    @Test
    void losesNothingOverASlowLinkAndReportsIt() throws Exception {
        LabOptions defaults = LabOptions.defaults(directory.resolve("lab"));
        LabOptions slow = new LabOptions(
                defaults.home(),
                0,
                Duration.ofMillis(20),
                Duration.ofMillis(500),
                defaults.healthInterval(),
                defaults.healthThreshold(),
                defaults.ttl());
        RehearsalResult result = Rehearsal.run(
                Scenario.PLANNED_SWITCHOVER,
                new RehearsalOptions(
                        slow,
                        TrafficOptions.of(100, 300),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(300),
                        Duration.ofMinutes(30),
                        ANY_SPEED,
                        directory.resolve("runs"),
                        true,
                        "test"),
                (at, name, detail) -> {});
        Report report = result.report();
        assertThat(report.verdictReasons()).isEmpty();
        assertThat(report.rpo().lost()).isZero();
        assertThat(report.rpo().canaries().acked()).isPositive();
        assertThat(report.rto().recovered().orElseThrow())
                .as("the promotion's delay is part of the recovery")
                .isGreaterThan(0.5);
        FullRecovery full = report.rto().fullRecovery();
        assertThat(full.seconds())
                .as("not before the first accepted write")
                .isGreaterThanOrEqualTo(report.rto().recovered().orElseThrow() - 0.001);
        assertThat(full.watchedSeconds() - full.seconds())
                .as("three good seconds, to the rounding of a sum of decimal fractions")
                .isGreaterThan(3 - 1e-6);
        assertThat(report.availability().legs())
                .extracting(ServiceLeg::name)
                .containsExactly("before the event", "switchover");
        assertThat(ReportJson.read(result.directory().resolve("report.json"))).isEqualTo(report);
        assertThat(PublishedSchema.REPORT.violations(
                        Files.readString(result.directory().resolve("report.json"))))
                .isEmpty();
        assertThat(result.htmlReport()).isNotEmptyFile();
        assertThat(result.directory().resolve("us-west-2")).as("--keep").isDirectory();
        try (var left = Files.list(directory.resolve("lab"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .doesNotContain("ap-southeast-2", "us-west-2", "children");
        }
    }
}
