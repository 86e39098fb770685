package dev.drlab.verifier.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.table.CanaryRelation;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.verifier.table.RelationQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows as a server sends them. */
class SurvivorQueryIT {
    private static final UUID RUN = UUID.randomUUID();

    @Test
    void readsTheNumbersOfTheRunWithinTheRangeInOrderAndServesOn(@TempDir Path directory) throws Exception {
        try (LabHome home = LabHome.open(directory)) {
            PostgresServer server = Servers.primary(home, "one");
            try (Connection connection = server.superuser("drlab");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA \"A \"\"quoted\"\" 100% one\"");
                statement.execute("SET search_path = \"A \"\"quoted\"\" 100% one\"");
                CanaryTable.install(connection, PostgresServer.SUPERUSER);
                insert(statement, RUN, "(10), (1), (123456789012), (5), (6)");
                insert(statement, UUID.randomUUID(), "(7), (8)");
                CanaryRelation table = new RelationQuery(connection).byName().orElseThrow();
                for (boolean autoCommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autoCommit);
                    assertThat(numbers(connection, table, 5, Long.MAX_VALUE))
                            .containsExactly(5L, 6L, 10L, 123456789012L);
                    assertThat(numbers(connection, table, 1, 5)).containsExactly(1L, 5L);
                    assertThat(numbers(connection, table, 11, 20)).isEmpty();
                }
                connection.commit();
                statement.execute("DROP TABLE " + CanaryTable.NAME);
                connection.commit();
                assertThatThrownBy(() -> numbers(connection, table, 1, 5)).isInstanceOf(SQLException.class);
                connection.rollback();
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    private static void insert(Statement statement, UUID run, String numbers) throws SQLException {
        statement.execute("INSERT INTO " + CanaryTable.NAME + " SELECT '" + run + "', seq, 0, now() FROM (VALUES "
                + numbers + ") AS v (seq)");
    }

    private static List<Long> numbers(Connection connection, CanaryRelation table, long from, long to)
            throws SQLException {
        List<Long> numbers = new ArrayList<>();
        SurvivorQuery.within(connection, table, RUN, new SeqRange(from, to), numbers::add);
        return numbers;
    }
}
