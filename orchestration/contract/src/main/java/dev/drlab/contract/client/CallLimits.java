package dev.drlab.contract.client;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The limits of a client's calls. HTTP is the JDK's: it starts fastest, and drlab makes few calls at once.
 *
 * @param connect the longest time to connect; above 0
 * @param answer the longest time that nothing is received; above 0
 * @param call the longest time of a call with all that is repeated; empty for none
 * @param repetition of calls that failed; empty for what the SDK does by itself
 */
public record CallLimits(
        Duration connect, Duration answer, Optional<Duration> call, Optional<RetryStrategy> repetition) {
    /** @throws IllegalArgumentException if a duration is not above 0 */
    public CallLimits {
        requirePositive("connect", connect);
        requirePositive("answer", answer);
        call.ifPresent(limit -> requirePositive("call", limit));
    }

    private static void requirePositive(String name, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(name + " is " + limit + "; it must be above 0");
        }
    }

    /** Without a limit of the whole call; the SDK repeats as it does by itself. */
    public static CallLimits of(Duration connect, Duration answer) {
        return new CallLimits(connect, answer, Optional.empty(), Optional.empty());
    }

    /** One attempt that takes this long at most: for callers that repeat by themselves, and know more. */
    public static CallLimits once(Duration limit) {
        return of(limit, limit).within(limit).unrepeated();
    }

    /** With a limit of the whole call. */
    public CallLimits within(Duration limit) {
        return new CallLimits(connect, answer, Optional.of(limit), repetition);
    }

    /** With that repetition. */
    public CallLimits repeated(RetryStrategy strategy) {
        return new CallLimits(connect, answer, call, Optional.of(strategy));
    }

    /** With one attempt a call. */
    public CallLimits unrepeated() {
        return repeated(AwsRetryStrategy.doNotRetry());
    }

    /** Sets them, and returns the builder; what else was configured stays. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B on(B builder) {
        ClientOverrideConfiguration.Builder configuration = builder.overrideConfiguration().toBuilder();
        call.ifPresent(configuration::apiCallTimeout);
        repetition.ifPresent(configuration::retryStrategy);
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connect)
                        .socketTimeout(answer))
                .overrideConfiguration(configuration.build());
    }
}
