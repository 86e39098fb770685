package dev.drlab.agent.lambda;

import dev.drlab.agent.AgentException;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** The secret with the database's passwords, in the agent's own region. Every read asks Secrets Manager. */
final class DatabaseSecret {
    private final SecretsManagerClient client;
    private final String id;

    DatabaseSecret(SecretsManagerClient client, String id) {
        this.client = Objects.requireNonNull(client, "client");
        this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * @throws AgentException.Unreachable if Secrets Manager cannot be reached or refuses
     * @throws InvalidSecretException if the secret lacks a password
     */
    Passwords read() {
        try {
            return Passwords.parse(
                    id,
                    client.getSecretValue(
                                    GetSecretValueRequest.builder().secretId(id).build())
                            .secretString());
        } catch (SdkException e) {
            throw new AgentException.Unreachable("the secret " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
