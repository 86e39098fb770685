package dev.drlab.region;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells when AWS no longer takes the credentials that it took at the start. Safe for use by several threads. */
final class RefusedCredentials implements ExecutionInterceptor {
    /**
     * Run out, or withdrawn: in the Query protocol (RDS, SNS, Auto Scaling) and in JSON (the others), as in "Common error
     * types" of each service's API reference. A right that is missing (AccessDenied) is another matter: the machine handles
     * it.
     */
    private static final Set<String> CODES = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId");

    private volatile Consumer<String> listener = why -> {};

    /** Replaces the listener. */
    void listener(Consumer<String> newListener) {
        listener = Objects.requireNonNull(newListener, "listener");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        reason(context.exception()).ifPresent(why -> listener.accept(why));
    }

    /** The refusal may be STS's, beneath: a profile with a role asks it for new credentials. */
    private static Optional<String> reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null) {
                AwsErrorDetails details = refusal.awsErrorDetails();
                if (CODES.contains(String.valueOf(details.errorCode()))) {
                    return Optional.of(details.errorCode() + ": " + details.errorMessage());
                }
            }
        }
        return Optional.empty();
    }
}
