package dev.drlab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.rehearsal.Rehearsal;
import dev.drlab.lab.rehearsal.RehearsalResult;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.TrafficOptions;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import dev.drlab.report.file.ReportJson;
import dev.drlab.workload.account.ServiceTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There and back over three epochs, under traffic: the switchover loses nothing, what the outage lost is listed. */
@Tag("deep")
@Tag("alone")
class FailbackIT {
    /** Wide targets: an assertion must not depend on the machine's speed. */
    private static final ServiceTargets ANY_SPEED = new ServiceTargets(Optional.of(Duration.ofMinutes(1)), 1);

    @TempDir
    private Path directory;

    @Test
    void endsWhereItBeganAndAccountsForEveryCommit() throws Exception {
        LabOptions defaults = LabOptions.defaults(directory.resolve("lab"));
        LabOptions slow = new LabOptions(
                defaults.home(),
                0,
                Duration.ofMillis(10),
                Duration.ZERO,
                defaults.healthInterval(),
                defaults.healthThreshold(),
                defaults.ttl());
        RehearsalResult result = Rehearsal.run(
                Scenario.FAILBACK,
                new RehearsalOptions(
                        slow,
                        TrafficOptions.of(100, 300),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(300),
                        Duration.ofMinutes(30),
                        ANY_SPEED,
                        directory.resolve("runs"),
                        false,
                        "test"),
                (at, name, detail) -> {});
        Report report = result.report();
        assertThat(report.verdictReasons()).isEmpty();
        assertThat(report.legs())
                .extracting(leg -> leg.name() + " " + leg.epoch())
                .containsExactly(
                        "failover 2", "reprotect the old primary 2", "switchover back 3", "reprotect the secondary 3");
        Report.Leg failover = report.legs().get(0);
        Report.Leg switchover = report.legs().get(2);
        assertThat(switchover.activation().lost()).isZero();
        assertThat(switchover.activation().acked())
                .isGreaterThan(failover.activation().acked());
        assertThat(failover.activation().lost()).isEqualTo(report.rpo().lost());
        assertThat(report.availability().legs())
                .extracting(ServiceLeg::name)
                .containsExactly("before the event", "failover", "switchover back");
        Instant restored = at(report, "region restored");
        assertThat(restored)
                .as("the old region comes back when the service is fully back")
                .isAfter(at(report, "full recovery"));
        List<Report.Evidence> evidence = report.legs().stream()
                .filter(leg -> leg.evidence() != null)
                .map(Report.Leg::evidence)
                .toList();
        assertThat(evidence).hasSize(2);
        assertThat(evidence.get(0).items() + evidence.get(0).canaries())
                .as("all that was lost, and what nobody was told of")
                .isGreaterThanOrEqualTo(report.rpo().lost());
        assertThat(evidence.get(1).items() + evidence.get(1).canaries()).isZero();
        for (Report.Evidence kept : evidence) {
            assertThat(Files.readAllLines(result.directory().resolve(kept.list())))
                    .filteredOn(line -> line.contains("\"kind\":\"item\"") || line.contains("\"kind\":\"canary\""))
                    .hasSize(Math.toIntExact(kept.items() + kept.canaries()));
        }
        assertThat(ReportJson.read(result.directory().resolve("report.json"))).isEqualTo(report);
        assertThat(result.htmlReport()).content().contains("switchover back");
        assertThat(directory.resolve("lab").resolve("snapshots")).doesNotExist();
    }

    private static Instant at(Report report, String event) {
        return report.events().stream()
                .filter(e -> e.name().equals(event))
                .findFirst()
                .orElseThrow()
                .at();
    }
}
