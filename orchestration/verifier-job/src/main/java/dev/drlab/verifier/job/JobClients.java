package dev.drlab.verifier.job;

import dev.drlab.contract.client.CallLimits;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The real clients of the job's region, each made at its first use. Used by one thread. */
final class JobClients {
    private static final CallLimits LIMITS =
            CallLimits.of(Duration.ofSeconds(2), Duration.ofSeconds(10)).within(Duration.ofSeconds(20));

    private final Region region;

    JobClients(String region) {
        this.region = Region.of(region);
    }

    Supplier<CloudWatchClient> cloudWatch() {
        return once(() -> LIMITS.on(CloudWatchClient.builder()).region(region).build());
    }

    Supplier<S3Client> s3() {
        return once(() -> LIMITS.on(S3Client.builder()).region(region).build());
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
