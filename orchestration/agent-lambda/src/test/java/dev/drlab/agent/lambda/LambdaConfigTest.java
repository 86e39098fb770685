package dev.drlab.agent.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DRLAB_REGION", "us-west-2",
            "DRLAB_PEER_REGION", "ap-southeast-2",
            "DRLAB_ROLE", "secondary",
            "DRLAB_DB_URL", "jdbc:postgresql://own:5432/drlab",
            "DRLAB_PEER_DB_URL", "jdbc:postgresql://peer:5432/drlab",
            "DRLAB_CONTROL_TABLE", "drlab-control"));

    @Test
    void sixVariablesAreEnoughAndTheSecondaryTakesEvenEpochs() {
        LambdaConfig config = LambdaConfig.fromEnvironment(environment);
        assertThat(config.parity()).isEqualTo(Parity.EVEN);
        assertThat(config.secretId()).isEqualTo("drlab/database");
        assertThat(config.controlEndpoint()).isEmpty();
        AgentConfig agent = config.agentConfig(new Passwords("a", "w", "r"));
        assertThat(agent.agentUser()).isEqualTo("drlab_admin");
        assertThat(agent.agentPassword()).isEqualTo("a");
        assertThat(agent.writerPassword()).isEqualTo("w");
        assertThat(agent.readerPassword()).isEqualTo("r");
        assertThat(agent.databaseTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(agent.fenceTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void thePrimaryTakesOddEpochs() {
        environment.put("DRLAB_ROLE", "primary");
        assertThat(LambdaConfig.fromEnvironment(environment).parity()).isEqualTo(Parity.ODD);
    }

    @Test
    void reportsEveryMissingVariableAtOnce() {
        assertThatThrownBy(() -> LambdaConfig.fromEnvironment(Map.of()))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContainingAll(
                        "DRLAB_REGION",
                        "DRLAB_PEER_REGION",
                        "DRLAB_ROLE",
                        "DRLAB_DB_URL",
                        "DRLAB_PEER_DB_URL",
                        "DRLAB_CONTROL_TABLE");
    }

    @Test
    void reportsEveryWrongVariableAtOnce() {
        environment.putAll(Map.of(
                "DRLAB_PEER_REGION", "us-west-2",
                "DRLAB_ROLE", "tertiary",
                "DRLAB_PEER_DB_URL", "jdbc:postgresql://own:5432/drlab",
                "DRLAB_DB_CA_FILE", "/no/such/bundle.pem",
                "DRLAB_DB_TIMEOUT_SECONDS", "3",
                "DRLAB_FENCE_TIMEOUT_SECONDS", "soon"));
        assertThatThrownBy(() -> LambdaConfig.fromEnvironment(environment))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContainingAll(
                        "DRLAB_PEER_REGION is the same",
                        "'tertiary'",
                        "DRLAB_PEER_DB_URL is the same",
                        "/no/such/bundle.pem",
                        "DRLAB_DB_TIMEOUT_SECONDS",
                        "'soon'");
    }

    @Test
    void theServerIsVerifiedAgainstTheAuthoritiesOfRdsOrThoseOfAFile(@TempDir Path directory) throws Exception {
        String url = LambdaConfig.fromEnvironment(environment).databaseUrl();
        assertThat(url).startsWith("jdbc:postgresql://own:5432/drlab?sslmode=verify-full&sslrootcert=/");
        assertThat(Path.of(url.substring(url.lastIndexOf('=') + 1))).content().contains("# us-west-2 RSA2048 G1");
        Path bundle = Files.writeString(directory.resolve("bundle.pem"), "");
        environment.put("DRLAB_DB_CA_FILE", bundle.toString());
        environment.put("DRLAB_PEER_DB_URL", "jdbc:postgresql://peer:5432/drlab?tcpKeepAlive=true");
        LambdaConfig config = LambdaConfig.fromEnvironment(environment);
        assertThat(config.databaseUrl()).endsWith("?sslmode=verify-full&sslrootcert=" + bundle);
        assertThat(config.peerDatabaseUrl()).endsWith("?tcpKeepAlive=true&sslmode=verify-full&sslrootcert=" + bundle);
    }

    @Test
    void aUrlThatSetsItsModeKeepsIt() {
        environment.put("DRLAB_DB_URL", "jdbc:postgresql://own:5432/drlab?sslmode=disable");
        assertThat(LambdaConfig.fromEnvironment(environment).databaseUrl()).endsWith("/drlab?sslmode=disable");
    }
}
