package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether Secrets Manager refuses a request: the one decision for every stand-in of Secrets Manager. */
public final class SecretsManagerRefusals {
    private static final int MOST_BYTES = 65_536;

    private SecretsManagerRefusals() {}

    /**
     * The facts about a secret.
     *
     * @param deleted whether it is scheduled for deletion
     * @param versions the value of each version that it has or had, by its token
     */
    public record Secret(boolean deleted, Map<String, String> versions) {
        /** Copies the versions. */
        public Secret {
            versions = Map.copyOf(Objects.requireNonNull(versions, "versions"));
        }
    }

    /** GetSecretValue of {@code secret}, which is empty when there is none of that name. */
    public static Optional<Refused> getSecretValue(Optional<Secret> secret) {
        return first(
                () -> when(
                        secret.isEmpty(),
                        SecretsManagerRefusal.SECRET_NOT_FOUND,
                        "Secrets Manager can't find the specified secret."),
                () -> when(
                        secret.orElseThrow().deleted(),
                        SecretsManagerRefusal.SECRET_DELETED,
                        "You can't perform this operation on the secret because it was marked for deletion."));
    }

    /**
     * PutSecretValue of a string.
     *
     * @param secret empty when there is none of that name
     * @param token empty when the request has none
     * @param value empty when the request has none
     */
    public static Optional<Refused> putSecretValue(
            Optional<Secret> secret, Optional<String> token, Optional<String> value) {
        return first(
                () -> when(
                        token.isEmpty(),
                        SecretsManagerRefusal.NO_TOKEN,
                        "You must provide a ClientRequestToken value. We recommend a UUID-type value."),
                () -> when(
                        value.isEmpty(),
                        SecretsManagerRefusal.NO_SECRET_VALUE,
                        "You must provide either SecretString or SecretBinary."),
                () -> when(
                        value.orElseThrow().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES,
                        SecretsManagerRefusal.SECRET_TOO_LONG,
                        "The secret value can't be larger than " + MOST_BYTES + " bytes."),
                () -> getSecretValue(secret),
                () -> when(
                        !secret.orElseThrow()
                                .versions()
                                .getOrDefault(token.orElseThrow(), value.orElseThrow())
                                .equals(value.orElseThrow()),
                        SecretsManagerRefusal.TOKEN_REUSED,
                        "You can't use ClientRequestToken " + token.orElseThrow()
                                + " because that value is already in use for a version of secret."));
    }
}
