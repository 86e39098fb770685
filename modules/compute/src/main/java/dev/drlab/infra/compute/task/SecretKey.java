package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.Require;

/**
 * Names one field of a JSON secret as a task definition's {@code valueFrom}. Source: Amazon ECS Developer Guide, "Pass Secrets
 * Manager secrets through Amazon ECS environment variables".
 */
public final class SecretKey {
    private SecretKey() {}

    /** The field {@code key} of the current version of the secret. */
    public static String of(String secretArn, String key) {
        return Require.text("secretArn", secretArn) + ":" + Require.text("key", key) + "::";
    }
}
