package dev.drlab.verifier.job;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The real clients of the job's region, each made at its first use. Used by one thread. */
final class JobClients {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(20);

    private final Region region;

    JobClients(String region) {
        this.region = Region.of(region);
    }

    Supplier<CloudWatchClient> cloudWatch() {
        return once(() -> CloudWatchClient.builder()
                .region(region)
                .httpClientBuilder(http())
                .overrideConfiguration(limits())
                .build());
    }

    Supplier<S3Client> s3() {
        return once(() -> S3Client.builder()
                .region(region)
                .httpClientBuilder(http())
                .overrideConfiguration(limits())
                .build());
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
    }

    private static ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder().apiCallTimeout(CALL).build();
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        return new Supplier<>() {
            private T client;

            @Override
            public T get() {
                if (client == null) {
                    client = maker.get();
                }
                return client;
            }
        };
    }
}
