package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.console.ExitCode;
import dev.drlab.report.Report;
import dev.drlab.report.bench.BenchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIsNotMeasuredTest {
    @TempDir
    private Path home;

    @Test
    void withoutALauncherNoStartIsMeasured() throws IOException {
        assertThat(StartBench.launcher("")).isEmpty();
        assertThat(StartBench.launcher(home.toString())).isEmpty();

        Path launcher = executable("drlab");

        assertThat(StartBench.launcher(home.toString())).contains(launcher);
    }

    @Test
    void stacksThatAreNotThereOrNotBuiltAreNamed() throws IOException {
        assertThat(SynthesisBench.missing(home)).get().asString().contains("no checkout");

        executable("stacks/synth");
        assertThat(SynthesisBench.missing(home)).get().asString().contains("not built");

        Files.createDirectories(home.resolve("stacks/target"));
        Files.writeString(home.resolve("stacks/target/class-path"), "x.jar");
        assertThat(SynthesisBench.missing(home)).isEmpty();
    }

    /** Without pgbench, launcher, sources and disk: each limit that nothing was held against has its row. */
    @Test
    void whatIsNotMeasuredIsARowThatIsNotMet() {
        Samples samples = new Samples();
        List<String> told = new ArrayList<>();
        StartBench.notMeasured(samples, told::add, "no launcher");
        SynthesisBench.notMeasured(samples, told::add, "no checkout");
        VerifierBench.withoutPgbench(samples, told::add);
        AccountBench.leftOut(10_000_000, samples, told::add);

        BenchTable table = table(samples);

        assertThat(told).hasSize(4);
        assertThat(table.rows()).hasSize(6).noneMatch(BenchTable.Row::met);
        assertThat(table.met()).isFalse();
        assertThat(BenchCommand.exitCode(table)).isEqualTo(ExitCode.COULD_NOT_RUN);
    }

    @Test
    void aMissIsWorseThanWhatWasNotMeasured() {
        Samples samples = new Samples();
        samples.add("full recovery", "s", BenchTable.Limit.atMost(1), 0.5);
        assertThat(BenchCommand.exitCode(table(samples))).isEqualTo(ExitCode.TARGETS_MET);

        samples.notMeasured("ratio", "", BenchTable.Limit.atLeast(0.8), "no pgbench");
        assertThat(BenchCommand.exitCode(table(samples))).isEqualTo(ExitCode.COULD_NOT_RUN);

        samples.add("whole rehearsal", "s", BenchTable.Limit.atMost(1), 2);
        assertThat(BenchCommand.exitCode(table(samples))).isEqualTo(ExitCode.TARGET_MISSED);
    }

    /** Two scenarios' figures in one row would be held against one limit, by the median of both. */
    @Test
    void twoFiguresAreNotCalledTheSame() {
        Samples samples = new Samples();
        samples.add("lab up", "s", BenchTable.Limit.atMost(4), 3);
        assertThatThrownBy(() -> samples.add("lab up", "s", BenchTable.Limit.atMost(9), 3))
                .hasMessageContaining("'lab up'");
        assertThatThrownBy(() -> samples.notMeasured("lab up", "s", BenchTable.Limit.atMost(4), "why"))
                .hasMessageContaining("'lab up'");
    }

    private static BenchTable table(Samples samples) {
        return new BenchTable(
                "bench",
                new Report.Environment("Linux", "amd64", 2, 1L << 30, "JDK", "17", "1.0"),
                "./drlab bench",
                samples.rows());
    }

    private Path executable(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
