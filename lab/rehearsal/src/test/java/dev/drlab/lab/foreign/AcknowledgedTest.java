package dev.drlab.lab.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedTest {
    /** client, transaction of the client, latency, script, seconds, microseconds, lag of the schedule. */
    @Test
    void eachLineOfAClientIsItsNextRow(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("run-4.77"), """
                0 1 2000 0 1700000000 1 10
                1 1 2000 0 1700000000 2 10
                0 2 2000 0 1700000000 3 10
                """);
        Files.writeString(directory.resolve("run-44.78"), "5 1 2000 0 1700000000 1 10\n");
        assertThat(Acknowledged.of(4, directory.resolve("run-4")))
                .containsExactlyInAnyOrder(new OrderKey(4, 0, 1), new OrderKey(4, 1, 1), new OrderKey(4, 0, 2));
    }
}
