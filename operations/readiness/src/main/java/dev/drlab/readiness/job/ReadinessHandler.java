package dev.drlab.readiness.job;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.readiness.AwsRegions;
import dev.drlab.readiness.ReadinessJson;
import dev.drlab.readiness.ReadinessReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** The function's handler: whatever comes in, one reading, the metric, and the report as JSON out and in the log. */
public final class ReadinessHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessHandler.class);

    private final ReadinessJob job;

    /**
     * Called by Lambda at a cold start. Reads the environment, calls nothing yet.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable
     */
    public ReadinessHandler() {
        this(System.getenv());
    }

    ReadinessHandler(Map<String, String> environment) {
        this(real(JobConfig.fromEnvironment(environment)));
    }

    ReadinessHandler(ReadinessJob job) {
        this.job = job;
    }

    private static ReadinessJob real(JobConfig config) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        return new ReadinessJob(
                config,
                new AwsRegions(credentials),
                () -> AwsRegions.LIMITS
                        .on(CloudWatchClient.builder())
                        .region(Region.of(config.regions().own()))
                        .credentialsProvider(credentials)
                        .build(),
                InstantSource.system());
    }

    /**
     * Looks once.
     *
     * @throws IOException if the answer cannot be written
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try {
            ReadinessReport report = job.run();
            String json = ReadinessJson.of(report).toString();
            LOG.info("{} {}", report.headline(), json);
            output.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it looked", e);
        }
    }
}
