package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PortReservationsTest {
    @TempDir
    private Path directory;

    /** Another lab: takes a port, says so, and goes on until it is killed. */
    static final class OtherLab {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (PortReservations ports = new PortReservations(Path.of(arguments[0]))) {
                System.out.println(ports.take(() -> 20_001));
                Thread.currentThread().join();
            }
        }
    }

    private Path file() {
        return directory.resolve("ports.lock");
    }

    private static PrimitiveIterator.OfInt candidates() {
        return IntStream.iterate(20_001, port -> port + 1).iterator();
    }

    @Test
    void twoLabsThatFindTheSamePortFreeGetTwoPorts() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherLab.class.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("20001");
            try (PortReservations own = new PortReservations(file())) {
                assertThat(own.take(candidates()::nextInt)).isEqualTo(20_002);
                other.destroyForcibly().waitFor();
                assertThat(own.take(candidates()::nextInt))
                        .as("SIGKILL gives it back")
                        .isEqualTo(20_001);
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void oneLabNeverGetsAPortTwice() throws Exception {
        try (PortReservations ports = new PortReservations(file())) {
            assertThat(ports.take(candidates()::nextInt)).isEqualTo(20_001);
            assertThat(ports.take(candidates()::nextInt)).isEqualTo(20_002);
            assertThatThrownBy(() -> ports.take(() -> 20_001))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("found no port that no other lab has chosen");
        }
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithTheRemedy() throws IOException {
        Path target = Files.createFile(directory.resolve("target"));
        Files.createSymbolicLink(file(), target);
        assertThatThrownBy(() -> new PortReservations(file()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("remove it");
    }
}
