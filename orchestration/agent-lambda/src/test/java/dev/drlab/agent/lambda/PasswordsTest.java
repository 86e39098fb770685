package dev.drlab.agent.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.agent.AgentException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class PasswordsTest {
    @Test
    void readsTheThreePasswordsOfTheNamedSecret() {
        Passwords passwords = new DatabaseSecret(
                        secretsManager(request -> {
                            assertThat(request.secretId()).isEqualTo("drlab/database");
                            return "{\"adminPassword\":\"a\",\"writerPassword\":\"w\",\"readerPassword\":\"r\","
                                    + "\"forwardSecret\":\"f\"}";
                        }),
                        "drlab/database")
                .read();
        assertThat(passwords).isEqualTo(new Passwords("a", "w", "r"));
        assertThat(passwords.toString()).isEqualTo("Passwords[…]");
    }

    @Test
    void namesAllThatIsMissingAndShowsNoValue() {
        assertThatThrownBy(() -> Passwords.parse("drlab/database", "{\"adminPassword\":\"hunter2\"}"))
                .isInstanceOf(InvalidSecretException.class)
                .hasMessage("the secret drlab/database lacks writerPassword, readerPassword");
        assertThatThrownBy(() -> Passwords.parse("drlab/database", "hunter2"))
                .isInstanceOf(InvalidSecretException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void aSecretThatCannotBeReadMayBeTriedAgain() {
        DatabaseSecret secret = new DatabaseSecret(
                secretsManager(request -> {
                    throw SdkClientException.create("timed out");
                }),
                "drlab/database");
        assertThatThrownBy(secret::read)
                .isInstanceOf(AgentException.Unreachable.class)
                .hasMessageContainingAll("drlab/database", "timed out");
    }

    private static SecretsManagerClient secretsManager(
            java.util.function.Function<GetSecretValueRequest, String> text) {
        return new SecretsManagerClient() {
            @Override
            public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                return GetSecretValueResponse.builder()
                        .secretString(text.apply(request))
                        .build();
            }

            @Override
            public String serviceName() {
                return "secretsmanager";
            }

            @Override
            public void close() {}
        };
    }
}
