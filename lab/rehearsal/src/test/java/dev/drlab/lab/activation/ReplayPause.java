package dev.drlab.lab.activation;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds the replica's replay from the drain until the machine has waited for it once, so that every switchover passes
 * WaitForReplay, whatever the machine's speed.
 */
final class ReplayPause implements ExecutionListener {
    private final PostgresServer replica;

    ReplayPause(PostgresServer replica) {
        this.replica = replica;
    }

    @Override
    public void onEvent(ExecutionEvent event) {
        if (event.type() != EventType.STATE_ENTERED) {
            return;
        }
        if (event.state().equals("Drain")) {
            hold(replica);
        } else if (event.state().equals("WaitForReplay")) {
            release(replica);
        }
    }

    static void hold(PostgresServer replica) {
        execute(replica, "SELECT pg_wal_replay_pause()");
    }

    static void release(PostgresServer replica) {
        execute(replica, "SELECT pg_wal_replay_resume()");
    }

    private static void execute(PostgresServer replica, String sql) {
        try (Connection connection = replica.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
