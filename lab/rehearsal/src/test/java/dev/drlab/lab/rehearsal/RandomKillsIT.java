package dev.drlab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.TrafficOptions;
import dev.drlab.report.Exposure;
import dev.drlab.report.Report;
import dev.drlab.workload.account.ServiceTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outages at random moments: the reported loss equals an independent count of the rows, and the stale region accepts
 * nothing. {@code -Ddrlab.kills=20} runs twenty; {@code -Ddrlab.seed} repeats a series.
 */
@Tag("alone")
class RandomKillsIT {
    private static final long SEED = Long.getLong("drlab.seed", System.nanoTime());

    /** Wide targets: an assertion must not depend on the machine's speed. */
    private static final ServiceTargets ANY_SPEED = new ServiceTargets(Optional.of(Duration.ofMinutes(1)), 1);

    @TempDir
    private Path directory;

    static long[] moments() {
        return new Random(SEED)
                .longs(Integer.getInteger("drlab.kills", 1), 1000, 5000)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void lossIsWhatAnIndependentCountSaysAndTheStaleRegionAcceptsNothing(long killAfterMillis) throws Exception {
        RehearsalOptions options = new RehearsalOptions(
                LabOptions.defaults(directory.resolve("lab")),
                TrafficOptions.of(100, 400),
                Duration.ofMillis(killAfterMillis),
                Duration.ofSeconds(300),
                Duration.ofMinutes(30),
                ANY_SPEED,
                directory.resolve("runs"),
                false,
                "test");
        Report report = Rehearsal.run(Scenario.PRIMARY_OUTAGE, options, (at, name, detail) -> {})
                .report();
        System.out.printf(
                "seed %d, kill after %d ms: RTO %s s, canaries %s, HTTP %s, stale %s%n",
                SEED,
                killAfterMillis,
                report.rto().seconds(),
                report.rpo().canaries(),
                report.rpo().http(),
                report.splitBrain());
        assertThat(report.invariantFailures()).isEmpty();
        assertThat(report.splitBrain().httpWritesAcceptedByStaleRegion()).isZero();
        assertThat(report.rpo().canaries().acked()).isPositive();
        assertThat(report.rpo().http().acked()).isPositive();
        assertThat(report.rto().recovered()).isPresent();
        assertThat(report.verdictReasons()).isEmpty();
        Instant firstWrite = at(report, "first accepted write");
        assertThat(report.exposure().unmeasured())
                .as("in the outage no canary arrives, and what is written afterwards has no standby")
                .anyMatch(period ->
                        period.from().isBefore(firstWrite) && period.to().isAfter(at(report, "region killed")))
                .anyMatch(period -> period.known() == Exposure.Knowledge.AT_LEAST
                        && period.to().isAfter(firstWrite.plusSeconds(2)));
    }

    private static Instant at(Report report, String event) {
        return report.events().stream()
                .filter(e -> e.name().equals(event))
                .findFirst()
                .orElseThrow()
                .at();
    }
}
