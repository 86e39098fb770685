package dev.drlab.lab.simulation.postgres;

import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.postgresql.PGConnection;

/**
 * A role for whoever uses the lab with tools of his own: it may create schemas and tables in the lab's database. An
 * application role like any other, so drains and fences close it.
 */
public final class OwnerRole {
    /** Its name. */
    public static final String NAME = "drlab_owner";

    private final String password;

    /** The role with that password. */
    public OwnerRole(String password) {
        this.password = Objects.requireNonNull(password, "password");
    }

    /**
     * Makes the role.
     *
     * @param connection to the lab's database as the agent's role: who makes a role may close it (PostgreSQL 17 manual,
     *     21.2)
     */
    public void create(Connection connection) throws SQLException {
        String quoted = connection.unwrap(PGConnection.class).escapeLiteral(password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + quoted + "'");
            statement.execute("GRANT CREATE ON DATABASE " + DatabaseNames.DATABASE + " TO " + NAME);
            statement.execute("GRANT USAGE, CREATE ON SCHEMA public TO " + NAME);
        }
    }
}
