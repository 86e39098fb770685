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
    @Test
    void itsRateIsTheOneWithoutConnecting() {
        String fifteen = "latency average = 2.096 ms\ninitial connection time = 27.3 ms\n"
                + "tps = 7632.476629 (without initial connection time)\n";
        String thirteen = "tps = 7000.1 (including connections establishing)\n"
                + "tps = 7632.476629 (excluding connections establishing)\n";
        assertThat(Pgbench.rate(fifteen)).isEqualTo(7632.476629);
        assertThat(Pgbench.rate(thirteen)).isEqualTo(7632.476629);
    }

    @Test
    void anOutputWithoutARateIsNoRate() {
        assertThatThrownBy(() -> Pgbench.rate("tps ="))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("tps =");
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
