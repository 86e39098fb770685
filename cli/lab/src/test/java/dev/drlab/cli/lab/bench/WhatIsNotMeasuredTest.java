package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private Path executable(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
