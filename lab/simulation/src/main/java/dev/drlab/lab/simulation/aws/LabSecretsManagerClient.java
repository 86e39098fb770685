package dev.drlab.lab.simulation.aws;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.Refused;
import dev.drlab.refusals.SecretsManagerRefusals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/**
 * One region's Secrets Manager, in memory: string secrets with their versions, of which the current one can be read: all
 * that the writer pointer needs. Like the service itself, and unlike the SDK's real client, it fills in no
 * {@code ClientRequestToken}. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">PutSecretValue
 *     </a>
 */
public final class LabSecretsManagerClient implements SecretsManagerClient {
    private static final String CURRENT = "AWSCURRENT";

    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    private final String region;

    /** No secrets yet in {@code region}. */
    public LabSecretsManagerClient(String region) {
        this.region = Objects.requireNonNull(region, "region");
    }

    /** Creates a secret with its first version, as the region's stack does; replaces one of the same name. */
    public void create(String name, String value) {
        secrets.put(
                Objects.requireNonNull(name, "name"),
                Secret.NONE.with(UUID.randomUUID().toString(), value));
    }

    /** Schedules a secret for deletion, as DeleteSecret does; nothing if there is none of that name. */
    public void scheduleDeletion(String name) {
        secrets.computeIfPresent(name, (key, secret) -> secret.scheduledForDeletion());
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        ModelledMembers.require(
                "SecretsManager.putSecretValue", request, Set.of("SecretId", "ClientRequestToken", "SecretString"));
        String name = name(request.secretId());
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        Optional<String> value = Optional.ofNullable(request.secretString());
        Secret kept = secrets.compute(name, (key, present) -> {
            SecretsManagerRefusals.putSecretValue(facts(present), token, value)
                    .ifPresent(LabSecretsManagerClient::refuse);
            return present.with(token.orElseThrow(), value.orElseThrow());
        });
        PutSecretValueResponse.Builder answer =
                PutSecretValueResponse.builder().arn(arn(name)).name(name).versionId(token.orElseThrow());
        return (kept.current().equals(token.orElseThrow()) ? answer.versionStages(CURRENT) : answer).build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        ModelledMembers.require("SecretsManager.getSecretValue", request, Set.of("SecretId"));
        String name = name(request.secretId());
        Secret secret = secrets.get(name);
        SecretsManagerRefusals.getSecretValue(facts(secret)).ifPresent(LabSecretsManagerClient::refuse);
        return GetSecretValueResponse.builder()
                .arn(arn(name))
                .name(name)
                .versionId(secret.current())
                .versionStages(CURRENT)
                .secretString(secret.versions().get(secret.current()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the secrets stay. */
    @Override
    public void close() {}

    /** A secret may be named by its name or by its ARN. */
    private String name(String secretId) {
        String prefix = arn("");
        String id = Objects.requireNonNull(secretId, "SecretId");
        return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }

    private String arn(String name) {
        return Arns.of("secretsmanager", region, "secret:" + name);
    }

    private static Optional<SecretsManagerRefusals.Secret> facts(Secret secret) {
        return Optional.ofNullable(secret)
                .map(present -> new SecretsManagerRefusals.Secret(present.deleted(), present.versions()));
    }

    private static void refuse(Refused refused) {
        throw ServiceFailures.refused(SecretsManagerClient.class, refused);
    }

    /**
     * A secret.
     *
     * @param current the token of its current version
     * @param versions values by their tokens, oldest first
     */
    private record Secret(boolean deleted, String current, Map<String, String> versions) {
        static final Secret NONE = new Secret(false, "", Map.of());
        /** AWS keeps the latest 100, and all of the last 24 hours. */
        private static final int MOST_VERSIONS = 100;

        /** With one version more, which is the current one; the same if it has that version. */
        Secret with(String token, String value) {
            if (versions.containsKey(token)) {
                return this;
            }
            Map<String, String> next = new LinkedHashMap<>(versions);
            next.put(token, value);
            if (next.size() > MOST_VERSIONS) {
                next.remove(next.keySet().iterator().next());
            }
            return new Secret(deleted, token, Collections.unmodifiableMap(next));
        }

        Secret scheduledForDeletion() {
            return new Secret(true, current, versions);
        }
    }
}
