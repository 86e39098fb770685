package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/** Secrets Manager behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultySecretsManager implements SecretsManagerClient {
    private final FaultInjector faults;
    private final SecretsManagerClient secretsManager;

    /** {@code secretsManager} behind {@code faults}. */
    public FaultySecretsManager(FaultInjector faults, SecretsManagerClient secretsManager) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.secretsManager = Objects.requireNonNull(secretsManager, "secretsManager");
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        return faults.call(SecretsManagerClient.class, "putSecretValue", request, secretsManager::putSecretValue);
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        return faults.call(SecretsManagerClient.class, "getSecretValue", request, secretsManager::getSecretValue);
    }

    @Override
    public String serviceName() {
        return secretsManager.serviceName();
    }

    @Override
    public void close() {
        secretsManager.close();
    }
}
