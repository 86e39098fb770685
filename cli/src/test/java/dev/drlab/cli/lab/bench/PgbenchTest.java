package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PgbenchTest {
    /** The verifier's is taken once warm: so is the one that it is compared with. */
    @Test
    void itsRateIsThatOfItsLastSeconds() {
        String said = "pgbench (15.6)\n"
                + "progress: 1.0 s, 100.0 tps, lat 2.079 ms stddev 0.872, 0 failed\n"
                + "progress: 2.0 s, 7000.0 tps, lat 2.079 ms stddev 0.872, 0 failed\n"
                + "progress: 3.5 s, 8000.0 tps, lat 2.079 ms stddev 0.872\n"
                + "tps = 5240.0 (without initial connection time)\n";
        assertThat(Pgbench.rate(said, 2)).isEqualTo((7000.0 + 1.5 * 8000.0) / 2.5);
        assertThat(Pgbench.rate(said, 1)).isEqualTo(8000);
    }

    @Test
    void anOutputWithoutARateIsNoRate() {
        assertThatThrownBy(() -> Pgbench.rate("progress: 1.0 s, 100.0 tps, lat 2 ms\ntps = 100", 2))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("tps = 100");
    }

    @Test
    void itsInsertIsThatOfTheVerifier() {
        assertThat(Pgbench.script(new UUID(1, 2)))
                .contains("INSERT INTO drlab_canary (run_id, seq, epoch, written_at) VALUES ('" + new UUID(1, 2)
                        + "', :seq, 0, clock_timestamp()) RETURNING run_id, seq;");
    }

    @Test
    void theFirstOnThePathIsTakenIfItCanBeStarted(@TempDir Path directory) throws Exception {
        Path there = Files.createDirectory(directory.resolve("there"));
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.createFile(
                there.resolve("pgbench"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createFile(
                data.resolve("pgbench"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(Pgbench.on("::" + data + ":" + directory.resolve("none") + ":" + there))
                .contains(there.resolve("pgbench"));
        assertThat(Pgbench.on("")).isEmpty();
        assertThat(Pgbench.on(data.toString())).isEmpty();
    }
}
