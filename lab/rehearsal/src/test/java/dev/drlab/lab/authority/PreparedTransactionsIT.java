package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.lab.simulation.postgres.PostgresServer.StopMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prepared transaction has no session that could be ended, and would commit after a drain. */
class PreparedTransactionsIT {
    @Test
    void drainRefusesWhileAPreparedTransactionExists(@TempDir Path directory) throws Exception {
        try (TwoRegions regions = TwoRegions.open(directory)) {
            Region primary = regions.primary();
            primary.execute("ALTER SYSTEM SET max_prepared_transactions = 2");
            primary.server().stop(StopMode.FAST);
            primary.server().start();
            try (Connection writer = primary.writer();
                    Statement statement = writer.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO items (value, region, epoch) VALUES ('prepared', 'test', 1)");
                statement.execute("PREPARE TRANSACTION 'left behind'");
            }

            assertThatThrownBy(() -> drain(regions))
                    .isInstanceOf(AgentException.PreparedTransactions.class)
                    .hasMessageContaining("left behind");

            primary.execute("ROLLBACK PREPARED 'left behind'");
            JsonNode point = drain(regions);
            assertThat(point.get("lsn").asText()).contains("/");
            assertThat(primary.items()).isZero();
        }
    }

    private static JsonNode drain(TwoRegions regions) {
        return regions.secondary().agent("drain", "epoch", 1, "token", "t", "deadlineSeconds", 60);
    }
}
