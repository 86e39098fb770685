package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.s3.LabS3;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

/** How a run of the deployed verifier ends before its time. */
@ExtendWith(ContainerEngine.class)
class VerifierEndsIT {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(120);
    private static final int OUT_OF_MEMORY = 3;

    @ExtendWith(RunningTwoRegions.class)
    private static TwoRegions regions;

    private static String image;

    @BeforeAll
    static void build() throws Exception {
        image = ImageBuild.of("verifier");
    }

    /** ECS stops tasks on its own account too: what was measured until then is reported, and the ledger is in the bucket. */
    @Test
    void aRunThatIsStoppedReportsWithinTheTimeOutAndLeavesItsLedger() throws Exception {
        TaskContainer job = started(Map.of("DRLAB_PUBLISH_SECONDS", "1"));
        Region secondary = regions.region(TwoRegions.SECONDARY);
        await().atMost(TIME_LIMIT)
                .until(() -> secondary.cloudWatch().published().stream()
                        .anyMatch(each -> each.datum().metricName().equals("ReplicationLagMillis")));

        TaskDefinition task = regions.stacks().task("drlab-verifier", TwoRegions.SECONDARY);
        Ended ended = job.stopAsEcs();

        assertThat(ended.exitCode())
                .as("of SIGTERM, not of SIGKILL: %s", ended.log())
                .isEqualTo(143);
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(task.stopTimeoutSeconds()));
        JsonNode result =
                Json.mapper().readTree(job.output().lines().reduce((a, b) -> b).orElseThrow());
        assertThat(result.at("/canaries/acked").asLong()).isPositive();
        assertThat(result.at("/loss/lost").asLong(-1)).isZero();
        assertThat(result.at("/rpo/verdict").asText()).isEqualTo("met");
        try (S3Client s3 = LabS3.client(secondary.s3().uri(), secondary.name(), Duration.ofSeconds(30))) {
            assertThat(s3.listObjectsV2(list -> list.bucket(task.environment().get("DRLAB_LEDGER_BUCKET"))
                                    .prefix(task.environment().get("DRLAB_LEDGER_PREFIX")
                                            + result.path("runId").asText()))
                            .contents())
                    .hasSize(result.at("/shipped/segments").asInt())
                    .isNotEmpty();
        }
    }

    /** A heap that is too small ends the run, here when it first publishes: never with a result that looks good. */
    @Test
    void outOfMemoryEndsTheRunWithoutAResult() {
        TaskContainer job = started(Map.of("JAVA_TOOL_OPTIONS", "-Xmx7m", "DRLAB_PUBLISH_SECONDS", "1"));
        Ended ended = job.awaitEnd(TIME_LIMIT);
        assertThat(ended.exitCode()).as(ended.log()).isEqualTo(OUT_OF_MEMORY);
        assertThat(job.output()).doesNotContain("\"rpo\"");
    }

    private static TaskContainer started(Map<String, String> more) {
        TaskContainer job = regions.verifier(image, more);
        job.start();
        return job;
    }
}
