package dev.drlab.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabOptions;
import dev.drlab.report.soak.SoakReport;
import dev.drlab.report.terminal.TerminalSoak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few random rounds without a violation, and an interrupt. {@code -Ddrlab.seed} repeats a series. */
@Tag("deep")
@Tag("alone")
class SoakIT {
    private static final long SEED = Long.getLong("drlab.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void randomRoundsAreAccountedForAndLeaveOnlyTheRecords() throws Exception {
        Soak.Result result = Soak.run(options(Duration.ofSeconds(40)), (at, name, detail) -> {});
        SoakReport report = result.report();
        System.out.println(TerminalSoak.text(report, result.directory()));
        assertThat(report.violation()).isNull();
        assertThat(report.ending()).isEqualTo(SoakReport.Ending.TIME);
        assertThat(report.rounds()).isNotEmpty();
        assertThat(report.totals().acked()).isPositive();
        assertThat(report.rounds()).allSatisfy(round -> {
            assertThat(round.epoch()).isPositive();
            assertThat(round.seconds()).isPositive();
            assertThat(round.fullRecoverySeconds())
                    .as("fully back after %s", round.disturbance())
                    .isNotNull();
        });
        assertThat(result.directory().resolve("soak.json")).content().isEqualTo(report.json());
        assertThat(result.directory().resolve("journals")).isNotEmptyDirectory();
        try (var left = Files.list(directory.resolve("lab"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .doesNotContain("ap-southeast-2", "us-west-2", "snapshots", "journals", "children");
        }
    }

    @Test
    void anInterruptEndsItWithTheRoundsThatAreComplete() throws Exception {
        Thread soak = Thread.currentThread();
        Soak.Result result = Soak.run(options(Duration.ofMinutes(10)), (at, name, detail) -> {
            if (name.equals("round 2")) {
                soak.interrupt();
            }
        });
        assertThat(result.report().ending()).isEqualTo(SoakReport.Ending.INTERRUPTED);
        assertThat(result.report().violation()).isNull();
        assertThat(result.report().rounds()).hasSize(1);
        assertThat(Thread.interrupted()).as("the interrupt was used up").isFalse();
        assertThat(result.report().passed()).isFalse();
        assertThat(result.directory().resolve("logs").resolve("us-west-2")).isNotEmptyDirectory();
    }

    private SoakOptions options(Duration duration) {
        return new SoakOptions(
                LabOptions.defaults(directory.resolve("lab")),
                50,
                50,
                0,
                duration,
                SEED,
                directory.resolve("runs"),
                "test");
    }
}
