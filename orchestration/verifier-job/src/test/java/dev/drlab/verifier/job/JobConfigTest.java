package dev.drlab.verifier.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.environment.InvalidEnvironmentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DRLAB_REGION", "us-west-2",
            "DRLAB_PEER_REGION", "ap-southeast-2",
            "DRLAB_DB_URL", "jdbc:postgresql://own/drlab",
            "DRLAB_PEER_DB_URL", "jdbc:postgresql://peer/drlab",
            "DRLAB_DB_WRITER_PASSWORD", "w",
            "DRLAB_DB_READER_PASSWORD", "r"));

    @Test
    void regionsDatabasesAndPasswordsAreEnough() {
        JobConfig config = JobConfig.fromEnvironment(environment);
        assertThat(config.own().name()).isEqualTo("us-west-2");
        assertThat(config.peer().jdbcUrl())
                .startsWith("jdbc:postgresql://peer/drlab?sslmode=verify-full&sslrootcert=/");
        assertThat(config.duration()).isEqualTo(Duration.ofSeconds(240));
        assertThat(config.bucket()).isEmpty();
        assertThat(config.namespace()).isEqualTo("drlab");
        assertThat(config.toString()).doesNotContain("Optional[w]");
    }

    @Test
    void reportsEveryMissingOrWrongVariableAtOnce() {
        environment.keySet().removeIf(name -> name.contains("PASSWORD"));
        environment.putAll(Map.of("DRLAB_RATE", "0", "DRLAB_DURATION_SECONDS", "4m", "DRLAB_PEER_REGION", "us-west-2"));
        assertThatThrownBy(() -> JobConfig.fromEnvironment(environment))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContainingAll(
                        "DRLAB_DB_WRITER_PASSWORD",
                        "DRLAB_DB_READER_PASSWORD",
                        "DRLAB_RATE",
                        "'4m'",
                        "DRLAB_PEER_REGION is the same");
    }
}
