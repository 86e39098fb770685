package dev.drlab.readiness.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.json.Json;
import dev.drlab.readiness.FakeCloud;
import dev.drlab.readiness.Outcome;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The job looks at whichever region is the standby, and its metric is 1 only when that is ready. */
class ReadinessJobTest {
    private final FakeCloud cloud = new FakeCloud();
    private final List<PutMetricDataRequest> published = new ArrayList<>();

    /** A simulated CloudWatch that takes metrics and nothing else. */
    private final class Published implements CloudWatchClient {
        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            published.add(request);
            return PutMetricDataResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "cloudwatch";
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private ReadinessJob job() {
        return job(Map.of());
    }

    private ReadinessJob job(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DRLAB_REGION", FakeCloud.SECONDARY);
        environment.put("DRLAB_PEER_REGION", FakeCloud.PRIMARY);
        JobConfig config = JobConfig.fromEnvironment(environment);
        return new ReadinessJob(config, cloud, Published::new, InstantSource.fixed(FakeCloud.NOW));
    }

    @Test
    void aReadyStandbyIsOne() throws InterruptedException {
        assertThat(job().run().region()).isEqualTo(FakeCloud.SECONDARY);
        assertThat(published).singleElement().satisfies(request -> {
            assertThat(request.namespace()).isEqualTo("drlab");
            assertThat(request.metricData()).singleElement().satisfies(datum -> {
                assertThat(datum.metricName()).isEqualTo("ready");
                assertThat(datum.value()).isEqualTo(1.0);
                assertThat(datum.timestamp()).isEqualTo(FakeCloud.NOW);
                assertThat(datum.dimensions().toString()).contains("Project", "drlab");
            });
        });
    }

    @Test
    void whatIsNotReadyOrNotJudgedIsZero() throws InterruptedException {
        cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceStatus("backing-up"));
        assertThat(job().run().verdict()).isEqualTo(Verdict.NOT_READY);
        cloud.database(
                FakeCloud.SECONDARY, db -> db.dbInstanceStatus("available").certificateDetails(c -> {}));
        assertThat(job().run().verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(published)
                .extracting(request -> request.metricData().get(0).value())
                .containsExactly(0.0, 0.0);
    }

    /** Where the stacks run no verifier, its silence says nothing of the standby; the report tells that nobody looked. */
    @Test
    void aVerifierThatTheConfigurationSwitchedOffIsLeftOut() throws InterruptedException {
        cloud.region(FakeCloud.SECONDARY)
                .on(
                        GetMetricDataRequest.class,
                        r -> r.toString().contains("ReplicaLag") ? FakeCloud.metric(1.0) : FakeCloud.metric());
        assertThat(job().run().verdict()).isEqualTo(Verdict.NOT_READY);

        var report = job(Map.of("DRLAB_READINESS_WITHOUT", "verifier")).run();

        assertThat(report.verdict()).isEqualTo(Verdict.READY);
        assertThat(report.results())
                .filteredOn(result -> result.check() == Check.VERIFIER)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.LEFT_OUT);
                    assertThat(result.fact()).contains("configuration");
                });
    }

    @Test
    void aCheckThatDoesNotExistIsNotLeftOut() {
        assertThatThrownBy(() -> job(Map.of("DRLAB_READINESS_WITHOUT", "verifier, verifer")))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("'verifer'");
    }

    @Test
    void afterAMoveTheOtherRegionIsLookedAt() throws InterruptedException {
        cloud.record(FakeCloud.PRIMARY, 2, FakeCloud.SECONDARY);
        cloud.record(FakeCloud.SECONDARY, 2, FakeCloud.SECONDARY);
        assertThat(job().run().region()).isEqualTo(FakeCloud.PRIMARY);
    }

    @Test
    void whileNobodyKnowsTheWriterItsOwnRegionIsNotJudged() throws InterruptedException {
        for (String region : List.of(FakeCloud.PRIMARY, FakeCloud.SECONDARY)) {
            cloud.region(region).on(GetItemRequest.class, r -> {
                throw DynamoDbException.builder().statusCode(500).build();
            });
        }
        var report = job().run();
        assertThat(report.region()).isEqualTo(FakeCloud.SECONDARY);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    @Test
    void theFunctionAnswersWithTheReport() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReadinessHandler(job()).handleRequest(InputStream.nullInputStream(), out, null);
        assertThat(Json.mapper().readTree(out.toByteArray()).path("verdict").asText())
                .isEqualTo("ready");
    }

    @Test
    void theFunctionNamesEveryVariableThatMisses() {
        assertThatThrownBy(() -> new ReadinessHandler(Map.of()))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("DRLAB_REGION")
                .hasMessageContaining("DRLAB_PEER_REGION");
    }
}
