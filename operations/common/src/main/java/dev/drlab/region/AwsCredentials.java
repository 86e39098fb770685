package dev.drlab.region;

import dev.drlab.console.OneLine;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** Whether there are AWS credentials, and what to do when there are none: the SDK names every place that has none. */
public final class AwsCredentials {
    private static final String NO_PROFILE = "default";

    private AwsCredentials() {}

    /** Why the SDK's default chain gives none, in one line with the remedy; empty when it gives some. */
    public static Optional<String> missing() {
        try (DefaultCredentialsProvider chain =
                DefaultCredentialsProvider.builder().build()) {
            return missing(chain);
        }
    }

    /** The same of a default chain that is there already. */
    public static Optional<String> missing(AwsCredentialsProvider chain) {
        Optional<String> profile = ProfileFileSystemSetting.AWS_PROFILE
                .getStringValue()
                .filter(asked -> !asked.equals(NO_PROFILE)); // which the SDK takes where none was asked for
        try {
            chain.resolveCredentials();
            return Optional.empty();
        } catch (SdkClientException e) {
            return Optional.of(profile.map(AwsCredentials::profileFailure)
                    .orElse("no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID,"
                            + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"));
        }
    }

    /** The chain's message lists every place that has none; of a profile that was asked for, its own says why. */
    private static String profileFailure(String profile) {
        try (ProfileCredentialsProvider asked = ProfileCredentialsProvider.create(profile)) {
            asked.resolveCredentials();
            return "no AWS credentials were found";
        } catch (SdkClientException | IllegalStateException e) {
            return "the profile '" + profile + "' (AWS_PROFILE) gives no credentials: " + OneLine.of(e)
                    + "; or take its keys into the environment:"
                    + " eval \"$(aws configure export-credentials --profile " + profile + " --format env)\"";
        }
    }
}
