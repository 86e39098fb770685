package dev.drlab.infra.stacks.deploy;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Credentials of an assumed role.
 *
 * @param role the role's name
 */
record Session(String role, String accessKey, String secretKey, String token) {
    /** The credentials for a client of the SDK. */
    StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(accessKey, secretKey, token));
    }

    /** The variables that the SDK's default chain reads. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", accessKey,
                "AWS_SECRET_ACCESS_KEY", secretKey,
                "AWS_SESSION_TOKEN", token,
                "AWS_PROFILE", "",
                "AWS_EC2_METADATA_DISABLED", "true");
    }
}
