package dev.drlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void toolsAreJudgedByWhatTheySayOfThemselves() throws Exception {
        program("terraform", "echo 'Terraform v1.9.8'; echo 'on linux_amd64'");
        program("node", "echo v20.20.2");
        program("mvn", "echo 'Apache Maven 3.8.7'");
        program("javac", "exit 3");
        assertThat(seen("terraform").level()).isEqualTo(Level.MISSING);
        assertThat(seen("terraform").found()).isEqualTo("1.9.8, older than 1.10");
        assertThat(seen("node")).isEqualTo(Observation.ok("20.20.2"));
        assertThat(seen("mvn")).isEqualTo(Observation.ok("3.8.7"));
        assertThat(seen("javac").found()).isEqualTo("does not tell its version");
        assertThat(seen("docker").found()).isEqualTo("not on PATH");
        program("docker", "test \"$1\" = version && echo 27.3.1");
        assertThat(seen("docker").found()).isEqualTo("engine 27.3.1 without buildx");
        program("docker", "echo 27.3.1");
        assertThat(seen("docker")).isEqualTo(Observation.ok("engine 27.3.1"));
        program("docker", "echo 'Cannot connect to the Docker daemon at 1.2.3' >&2; exit 1");
        assertThat(seen("docker").found()).isEqualTo("no engine answers");
    }

    @Test
    void anInstalledArchiveIsToldFromACheckout() throws Exception {
        assertThat(seen("sources").mend()).contains("checkout");
        script(directory.resolve("home/stacks/deploy"), "");
        assertThat(seen("sources").level()).isEqualTo(Level.OK);
    }

    @Test
    void aVersionIsComparedNumberByNumber() {
        assertThat(Version.parse("1.10")).isGreaterThan(Version.parse("1.9.8")).isEqualTo(Version.parse("1.10.0"));
        assertThat(Version.parse("20.9")).isLessThan(Version.parse("20.11.1"));
        assertThat(Version.parse("1.10").hashCode())
                .isEqualTo(Version.parse("1.10.0").hashCode());
    }

    @Test
    void theJvmMustBeNewEnough() {
        assertThat(MachineProbes.java(Runtime.Version.parse("17.0.15+6"), "Debian", "/jvm"))
                .isEqualTo(Observation.ok("17.0.15+6 (Debian), /jvm"));
        assertThat(MachineProbes.java(Runtime.Version.parse("11.0.2"), "Debian", "/jvm")
                        .level())
                .isEqualTo(Level.MISSING);
        assertThat(MachineProbes.archive(Optional.empty()).level()).isEqualTo(Level.WARNING);
        assertThat(MachineProbes.processors(1).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void aSlowKernelIsNamedWithItsFigures() throws IOException {
        assertThat(new KernelCosts(0.4, 0.2).observation())
                .isEqualTo(Observation.ok("page fault 0.4 µs, system call 0.2 µs"));
        assertThat(new KernelCosts(21.5, 0.2).observation().level()).isEqualTo(Level.WARNING);
        assertThat(new KernelCosts(0.4, 1.6).observation().found()).endsWith("system call 1.6 µs");
        assertThat(new KernelCosts(0.4, 1.6).observation().level()).isEqualTo(Level.WARNING);
        KernelCosts here = KernelCosts.measure();
        assertThat(here.pageFaultMicros()).isPositive();
        assertThat(here.systemCallMicros()).isPositive();
    }

    @Test
    void aClockIsOnlyGoodWhenItIsSaidToBe() {
        Optional<LocalDate> built = Optional.of(LocalDate.parse("2026-11-29"));
        assertThat(CloudProbes.clock(NOW, built, Optional.of(true)).level()).isEqualTo(Level.OK);
        assertThat(CloudProbes.clock(NOW, built, Optional.of(false)).level()).isEqualTo(Level.WARNING);
        assertThat(CloudProbes.clock(NOW, built, Optional.empty()).level()).isEqualTo(Level.WARNING);
        assertThat(CloudProbes.clock(NOW.minus(Duration.ofDays(1)), built, Optional.of(true))
                        .level())
                .isEqualTo(Level.MISSING);
    }

    @Test
    void aRegionThatIsNoneIsNamed() {
        assertThat(CloudProbes.region(Map.of("AWS_REGION", "us-west-2")).level())
                .isEqualTo(Level.OK);
        assertThat(CloudProbes.region(Map.of()).level()).isEqualTo(Level.OK);
        assertThat(CloudProbes.region(Map.of("AWS_REGION", "us-wset-2")).found())
                .contains("did you mean us-west-2?");
        assertThat(CloudProbes.credentials(Optional.of("none were found")).level())
                .isEqualTo(Level.MISSING);
    }

    private Observation seen(String id) throws IOException, InterruptedException {
        Programs programs = new Programs(List.of(directory.resolve("bin"), Path.of("/nowhere")));
        Probe probe = new DeploymentProbes(programs, directory.resolve("home"))
                .all().stream()
                        .filter(candidate -> candidate.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return probe.inspection().see();
    }

    private void program(String name, String body) throws IOException {
        script(directory.resolve("bin").resolve(name), body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
