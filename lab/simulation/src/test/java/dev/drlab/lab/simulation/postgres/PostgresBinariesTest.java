package dev.drlab.lab.simulation.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where PostgreSQL's programs go. */
class PostgresBinariesTest {
    @TempDir
    private Path directory;

    @Test
    void withoutACacheTheProgramsGoIntoTheLabsHome() throws IOException {
        Path cache = Files.writeString(directory.resolve("file"), "").resolve("drlab");
        Path fallback = directory.resolve("binaries");
        PostgresBinaries binaries = PostgresBinaries.prepare(cache, ServerAccount.SELF, fallback, step -> {});
        assertThat(binaries.directory()).startsWith(fallback.toRealPath());
        assertThat(Path.of(binaries.program("postgres"))).isExecutable();
    }

    @Test
    void withoutAnyPlaceTheVariableThatNamesOneIsTold() throws IOException {
        Path nowhere = Files.writeString(directory.resolve("file"), "").resolve("x");
        assertThatThrownBy(() -> PostgresBinaries.prepare(nowhere, ServerAccount.SELF, nowhere, step -> {}))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("cannot unpack PostgreSQL: ")
                .hasMessageContaining("XDG_CACHE_HOME");
    }
}
