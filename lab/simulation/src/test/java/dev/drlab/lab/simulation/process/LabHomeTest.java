package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories a lab takes. */
class LabHomeTest {
    @TempDir
    private Path directory;

    @Test
    void aDirectoryWithFilesThatWasNeverALabsIsRefusedAndLeftAsItWas() throws IOException {
        Path mine = directory.resolve("us-west-2");
        Files.createDirectories(mine);
        assertThatThrownBy(() -> LabHome.open(directory))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("--home");
        assertThat(directory).isDirectoryContaining(mine::equals);
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(mine);
        }
    }

    @Test
    void aLabsHomeIsTakenAgainWithAllThatIsInIt() throws IOException {
        Path home = directory.resolve("new");
        LabHome.open(home).close();
        Files.createDirectories(home.resolve("us-west-2"));
        assertThatCode(() -> LabHome.open(home).close()).doesNotThrowAnyException();
    }

    @Test
    void theDefaultHomeIsTakenWithoutItsLockFile() throws IOException {
        Path home = directory.resolve(".drlab/lab");
        Files.createDirectories(home.resolve("us-west-2"));
        assertThatCode(() -> LabHome.open(home).close()).doesNotThrowAnyException();
    }
}
