package dev.drlab.agent.lambda;

import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseTls;
import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
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
    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    static LambdaConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        Parity parity = parity(in);
        String database = in.databaseUrl(AgentVariables.DB_URL.name());
        String peerDatabase = in.databaseUrl(AgentVariables.PEER_DB_URL.name());
        if (!database.isEmpty() && database.equals(peerDatabase)) {
            in.problem(AgentVariables.PEER_DB_URL + " is the same as " + AgentVariables.DB_URL
                    + "; give the peer's database");
        }
        DatabaseTls tls = DatabaseTls.from(in);
        LambdaConfig config = new LambdaConfig(
                regions.own(),
                regions.peer(),
                parity,
                tls.applyTo(database),
                tls.applyTo(peerDatabase),
                in.text(AgentVariables.DB_ADMIN_USER),
                in.text(AgentVariables.DB_SECRET),
                in.text(AgentVariables.CONTROL_TABLE),
                in.url(AgentVariables.CONTROL_ENDPOINT.name()),
                in.url(AgentVariables.PEER_CONTROL_ENDPOINT.name()),
                in.url(AgentVariables.SECRETS_ENDPOINT.name()),
                Duration.ofSeconds(in.whole(AgentVariables.DB_TIMEOUT_SECONDS)),
                Duration.ofSeconds(in.whole(AgentVariables.FENCE_TIMEOUT_SECONDS)));
        in.check();
        return config;
    }

    private static Parity parity(EnvironmentReader in) {
        String role = in.text(AgentVariables.ROLE);
        if (!role.isEmpty() && !role.equals("primary") && !role.equals("secondary")) {
            in.problem(AgentVariables.ROLE + " is '" + role + "'; give primary or secondary");
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
