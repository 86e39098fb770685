package dev.drlab.agent.lambda;

import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.database.DatabaseTls;
import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
import dev.drlab.contract.environment.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The function's configuration, from the environment; {@code docs/agent.md} lists the variables.
 *
 * @param region the function's region ({@code DRLAB_REGION})
 * @param peerRegion the other region ({@code DRLAB_PEER_REGION})
 * @param parity odd epochs for the role primary, even ones for secondary ({@code DRLAB_ROLE})
 * @param databaseUrl JDBC URL of the own database, with its TLS parameters ({@code DRLAB_DB_URL})
 * @param peerDatabaseUrl likewise of the peer's ({@code DRLAB_PEER_DB_URL})
 * @param adminUser the role that the agent logs in as ({@code DRLAB_DB_ADMIN_USER})
 * @param secretId name or ARN of the secret with the passwords ({@code DRLAB_DB_SECRET})
 * @param controlTable name of the control table, the same in both regions ({@code DRLAB_CONTROL_TABLE})
 * @param controlEndpoint where the own table is reached, absent for the regional endpoint
 *     ({@code DRLAB_CONTROL_ENDPOINT})
 * @param peerControlEndpoint likewise the peer's ({@code DRLAB_PEER_CONTROL_ENDPOINT})
 * @param secretsEndpoint where Secrets Manager is reached, absent for the regional endpoint
 *     ({@code DRLAB_SECRETS_ENDPOINT})
 * @param databaseTimeout longest wait for a database's connection or answer ({@code DRLAB_DB_TIMEOUT_SECONDS})
 * @param fenceTimeout longest time of each half of a fence and of a call to the peer's table
 *     ({@code DRLAB_FENCE_TIMEOUT_SECONDS})
 */
record LambdaConfig(
        String region,
        String peerRegion,
        Parity parity,
        String databaseUrl,
        String peerDatabaseUrl,
        String adminUser,
        String secretId,
        String controlTable,
        Optional<URI> controlEndpoint,
        Optional<URI> peerControlEndpoint,
        Optional<URI> secretsEndpoint,
        Duration databaseTimeout,
        Duration fenceTimeout) {
    /** Longer than a drain, within one answer, waits for sessions to end. */
    private static final int SHORTEST_DATABASE_TIMEOUT_SECONDS = 5;

    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    static LambdaConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        Parity parity = parity(in);
        String database = in.databaseUrl(Variables.DB_URL);
        String peerDatabase = in.databaseUrl(Variables.PEER_DB_URL);
        if (!database.isEmpty() && database.equals(peerDatabase)) {
            in.problem(Variables.PEER_DB_URL + " is the same as " + Variables.DB_URL + "; give the peer's database");
        }
        DatabaseTls tls = DatabaseTls.from(in);
        LambdaConfig config = new LambdaConfig(
                regions.own(),
                regions.peer(),
                parity,
                tls.applyTo(database),
                tls.applyTo(peerDatabase),
                in.optional(Variables.DB_ADMIN_USER).orElse(DatabaseNames.ADMIN_ROLE),
                in.optional(Variables.DB_SECRET).orElse("drlab/database"),
                in.text(Variables.CONTROL_TABLE),
                in.url(Variables.CONTROL_ENDPOINT),
                in.url(Variables.PEER_CONTROL_ENDPOINT),
                in.url(Variables.SECRETS_ENDPOINT),
                Duration.ofSeconds(in.whole(Variables.DB_TIMEOUT_SECONDS, 10, SHORTEST_DATABASE_TIMEOUT_SECONDS, 60)),
                Duration.ofSeconds(in.whole(Variables.FENCE_TIMEOUT_SECONDS, 2, 1, 10)));
        in.check();
        return config;
    }

    private static Parity parity(EnvironmentReader in) {
        String role = in.text(Variables.ROLE);
        if (!role.isEmpty() && !role.equals("primary") && !role.equals("secondary")) {
            in.problem(Variables.ROLE + " is '" + role + "'; give primary or secondary");
        }
        return role.equals("secondary") ? Parity.EVEN : Parity.ODD;
    }

    /** The agent's configuration with these passwords. */
    AgentConfig agentConfig(Passwords passwords) {
        return new AgentConfig(
                region,
                peerRegion,
                parity,
                databaseUrl,
                peerDatabaseUrl,
                adminUser,
                passwords.admin(),
                passwords.writer(),
                passwords.reader(),
                databaseTimeout,
                fenceTimeout);
    }
}
