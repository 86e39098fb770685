package dev.drlab.lab.cloud;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * One region's Secrets Manager, in memory: string secrets with their current version, which is all that the writer
 * pointer needs. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">PutSecretValue
 *     </a>
 */
public final class LabSecretsManagerClient implements SecretsManagerClient {
    private static final String CURRENT = "AWSCURRENT";

    private final Map<String, Version> secrets = new ConcurrentHashMap<>();
    private final String region;

    /** No secrets yet in {@code region}. */
    public LabSecretsManagerClient(String region) {
        this.region = Objects.requireNonNull(region, "region");
    }

    /** Creates a secret with its first version, as the region's stack does; replaces one of the same name. */
    public void create(String name, String value) {
        secrets.put(Objects.requireNonNull(name, "name"), new Version(newToken(), value));
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        ModelledMembers.require(
                "SecretsManager.putSecretValue", request, Set.of("SecretId", "ClientRequestToken", "SecretString"));
        String name = name(request.secretId());
        String token = request.clientRequestToken() == null ? newToken() : request.clientRequestToken();
        Version written = new Version(token, Objects.requireNonNull(request.secretString(), "SecretString"));
        Version kept = secrets.computeIfPresent(name, (key, present) -> present.replacedBy(written));
        if (kept == null) {
            throw notFound();
        }
        return PutSecretValueResponse.builder()
                .arn(arn(name))
                .name(name)
                .versionId(kept.token())
                .versionStages(CURRENT)
                .build();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        ModelledMembers.require("SecretsManager.getSecretValue", request, Set.of("SecretId"));
        String name = name(request.secretId());
        Version version = secrets.get(name);
        if (version == null) {
            throw notFound();
        }
        return GetSecretValueResponse.builder()
                .arn(arn(name))
                .name(name)
                .versionId(version.token())
                .versionStages(CURRENT)
                .secretString(version.value())
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

    private static String newToken() {
        return UUID.randomUUID().toString();
    }

    private static ResourceNotFoundException notFound() {
        return ServiceErrors.fill(
                        ResourceNotFoundException.builder(),
                        "SecretsManager",
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret.")
                .build();
    }

    private record Version(String token, String value) {
        /** The same token may only write the same value again. */
        Version replacedBy(Version written) {
            if (token.equals(written.token) && !value.equals(written.value)) {
                throw ServiceErrors.fill(
                                ResourceExistsException.builder(),
                                "SecretsManager",
                                400,
                                "ResourceExistsException",
                                "You can't use ClientRequestToken " + token
                                        + " because that value is already in use for" + " a version of this secret.")
                        .build();
            }
            return written;
        }
    }
}
