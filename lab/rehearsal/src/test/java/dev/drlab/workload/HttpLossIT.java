package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLoss;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss account over a real database: more writes than one batch, with gaps in several of them. */
class HttpLossIT {
    private static final int WRITES = 25_000;

    @Test
    void findsExactlyTheAcknowledgedWritesThatAreNotInTheTable(@TempDir Path folder) throws Exception {
        LabHome home = LabHome.open(folder);
        try {
            PostgresServer server = Servers.primary(home, "survivor");
            Servers.execute(
                    server,
                    "CREATE TABLE items (id bigint, idempotency_key text UNIQUE)",
                    "INSERT INTO items SELECT n, 'k' || n FROM generate_series(1, " + WRITES + ") n",
                    "DELETE FROM items WHERE id IN (7, 10000, 10001) OR id > " + (WRITES - 3),
                    "INSERT INTO items VALUES (99999999, 'never acknowledged')");
            List<AcknowledgedWrite> writes = LongStream.rangeClosed(1, WRITES)
                    .mapToObj(
                            n -> new AcknowledgedWrite("k" + n, n, "p", 1, 201, n, n + 1, Instant.EPOCH, Instant.EPOCH))
                    .toList();
            try (Connection database = server.superuser("drlab")) {
                HttpLoss loss = HttpLoss.of(writes, database);
                assertThat(loss.acked()).isEqualTo(WRITES);
                assertThat(loss.lostWrites())
                        .extracting(AcknowledgedWrite::id)
                        .containsExactly(7L, 10_000L, 10_001L, WRITES - 2L, WRITES - 1L, (long) WRITES);
                assertThat(loss.lost()).isEqualTo(6);
                assertThat(HttpLoss.of(List.of(), database).lost()).isZero();
            }
        } finally {
            home.close();
        }
    }
}
