package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.service.database.Role;
import dev.drlab.service.guard.GuardTiming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DRLAB_REGION", "ap-southeast-2",
            "DRLAB_PORT", "8080",
            "DRLAB_DB_URL", "jdbc:postgresql://db:5432/drlab?sslmode=verify-full",
            "DRLAB_DB_WRITER_PASSWORD", "writer-password",
            "DRLAB_DB_READER_PASSWORD", "reader-password",
            "DRLAB_CONTROL_TABLE", "drlab-control",
            "DRLAB_PEER_REGION", "us-west-2",
            "DRLAB_PEER_URL", "https://us-west-2.example.org/",
            "DRLAB_FORWARD_SECRET", "0123456789abcdef"));

    @Test
    void fillsInDefaults() {
        ServiceConfig config = ServiceConfig.fromEnvironment(environment);
        assertThat(config.timing()).isEqualTo(new GuardTiming(2_000, 15_000, 10_000, 60_000));
        assertThat(config.poolSize()).isEqualTo(10);
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.controlEndpoint()).isEmpty();
        assertThat(config.peerUrl()).hasToString("https://us-west-2.example.org");
    }

    @Test
    void objectsAreOffUntilABucketIsNamed() {
        assertThat(ServiceConfig.fromEnvironment(environment).objectsBucket()).isEmpty();
        environment.put("DRLAB_OBJECTS_BUCKET", "drlab-1-ap-southeast-2-app-data");
        environment.put("DRLAB_OBJECTS_ENDPOINT", "http://127.0.0.1:9000/");
        ServiceConfig config = ServiceConfig.fromEnvironment(environment);
        assertThat(config.objectsBucket()).contains("drlab-1-ap-southeast-2-app-data");
        assertThat(config.objectsEndpoint().orElseThrow()).hasToString("http://127.0.0.1:9000");
    }

    @Test
    void refusesAnObjectsEndpointWithoutABucket() {
        environment.put("DRLAB_OBJECTS_ENDPOINT", "http://127.0.0.1:9000");
        assertThatThrownBy(() -> ServiceConfig.fromEnvironment(environment))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("DRLAB_OBJECTS_BUCKET");
    }

    @Test
    void namesEveryMissingVariableAtOnce() {
        InvalidEnvironmentException e = catchThrowableOfType(
                InvalidEnvironmentException.class, () -> ServiceConfig.fromEnvironment(Map.of("DRLAB_REGION", " ")));
        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "DRLAB_REGION is not set",
                        "DRLAB_PORT is not set",
                        "DRLAB_DB_URL is not set",
                        "DRLAB_DB_WRITER_PASSWORD is not set",
                        "DRLAB_DB_READER_PASSWORD is not set",
                        "DRLAB_CONTROL_TABLE is not set",
                        "DRLAB_PEER_REGION is not set",
                        "DRLAB_PEER_URL is not set",
                        "DRLAB_FORWARD_SECRET is not set");
    }

    @Test
    void namesEveryWrongVariableAtOnce() {
        environment.putAll(Map.of(
                "DRLAB_PORT", "http",
                "DRLAB_DB_URL", "jdbc:postgresql://db/drlab?user=postgres",
                "DRLAB_CONTROL_ENDPOINT", "localhost:8000",
                "DRLAB_PEER_REGION", "ap-southeast-2",
                "DRLAB_PEER_URL", "ftp://peer",
                "DRLAB_FORWARD_SECRET", "short",
                "DRLAB_POOL_SIZE", "0",
                "DRLAB_POLL_MILLIS", "10000",
                "DRLAB_CONFIRM_MILLIS", "90000"));
        InvalidEnvironmentException e = catchThrowableOfType(
                InvalidEnvironmentException.class, () -> ServiceConfig.fromEnvironment(environment));
        assertThat(e.problems())
                .hasSize(9)
                .anyMatch(p -> p.startsWith("DRLAB_PORT is 'http'; give a whole number from 0 to 65535"))
                .anyMatch(p -> p.startsWith("DRLAB_DB_URL has the parameter user"))
                .anyMatch(p -> p.startsWith("DRLAB_CONTROL_ENDPOINT is 'localhost:8000'"))
                .anyMatch(p -> p.startsWith("DRLAB_PEER_REGION is the same"))
                .anyMatch(p -> p.startsWith("DRLAB_PEER_URL is 'ftp://peer'"))
                .anyMatch(p -> p.startsWith("DRLAB_FORWARD_SECRET has 5 characters"))
                .anyMatch(p -> p.startsWith("DRLAB_POOL_SIZE is '0'"))
                .anyMatch(p -> p.startsWith("DRLAB_LEASE_MILLIS (15000) must be more than two polls"))
                .anyMatch(p -> p.startsWith("DRLAB_COLD_START_MILLIS (60000) must be more than the longer of"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "password",
                "options",
                "socketTimeout",
                "connectTimeout",
                "tcpKeepAlive",
                "assumeMinServerVersion",
                "ApplicationName"
            })
    void refusesInTheUrlWhatTheServiceSets(String parameter) {
        for (String parameters : List.of(parameter + "=0", "sslmode=require&" + parameter + "=0", parameter)) {
            environment.put("DRLAB_DB_URL", "jdbc:postgresql://db/drlab?" + parameters);
            assertThatThrownBy(() -> ServiceConfig.fromEnvironment(environment))
                    .hasMessage("DRLAB_DB_URL has the parameter " + parameter + ", which is set already; leave it out");
        }
    }

    @Test
    void allowsInTheUrlWhatTheServiceLeavesOpen() {
        String url = "jdbc:postgresql://db1,db2/drlab?sslmode=verify-full&sslrootcert=/user=/ca.pem"
                + "&targetServerType=primary&sslpassword=x";
        environment.put("DRLAB_DB_URL", url);
        assertThat(ServiceConfig.fromEnvironment(environment).database()).isEqualTo(url);
    }

    @Test
    void printsNoSecret() {
        assertThat(ServiceConfig.fromEnvironment(environment).toString())
                .doesNotContain("writer-password", "reader-password", "0123456789abcdef")
                .contains("us-west-2.example.org");
        ServiceConfig config = ServiceConfig.fromEnvironment(environment);
        Role writer = Role.writer(config.database(), config.writerPassword());
        assertThat(writer.toString()).doesNotContain("writer-password");
    }

    @Test
    void timingRefusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> new GuardTiming(100, 200, 10, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DRLAB_LEASE_MILLIS");
    }

    @ParameterizedTest
    @CsvSource({"60000, 10000, 60000", "2000, 58000, 60000", "30000, 10000, 60000"})
    void timingRefusesAConfirmationThatMayBeTooOldForAColdStart(long poll, long confirm, long coldStart) {
        assertThatThrownBy(() -> new GuardTiming(poll, 130_000, confirm, coldStart))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("DRLAB_COLD_START_MILLIS", "DRLAB_CONFIRM_MILLIS", "DRLAB_POLL_MILLIS");
        assertThat(new GuardTiming(poll, 130_000, confirm, Math.max(poll, confirm) + poll + 1))
                .isNotNull();
    }
}
