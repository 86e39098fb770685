package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.aws.PublishedMetric;
import dev.drlab.lab.simulation.s3.LabS3;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The scheduled verifier over three periods, with a failover in the second: the deployed job's image with its task definition's settings,
 * PostgreSQL in containers, the lab's CloudWatch and S3 over HTTP; and the synthesized alarms on what it published.
 *
 * <p>EventBridge Scheduler is simulated: this test starts the task three times, one after the other, as the schedule would each five
 * minutes. A run is shorter here than the four minutes of the definition, and the target (which reaches the definition and the alarm by
 * the configuration) is lower, so that a missed one shows within a minute. A period of an alarm is what one run published.
 */
@ExtendWith(ContainerEngine.class)
class ScheduledVerifierIT {
    private static final int TARGET_SECONDS = 12;
    private static final Map<String, String> SHORT_RUN =
            Map.of("DRLAB_DURATION_SECONDS", "10", "DRLAB_PUBLISH_SECONDS", "2");
    private static final Duration TIME_LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private TwoRegions regions;
    private String image;
    private final List<List<PublishedMetric>> periods = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        image = ImageBuild.of("verifier");
        regions = new TwoRegions("{\"rpoTargetSeconds\": " + TARGET_SECONDS + "}", directory);
    }

    @AfterEach
    void stop() {
        if (regions != null) {
            regions.close();
        }
    }

    @Test
    void threePeriodsWithAFailoverInTheSecond() throws Exception {
        Alarm exposed = regions.stacks().alarm("-verifier-rpo");
        Alarm missed = regions.stacks().alarm("-verifier-missed");
        Alarm silent = regions.stacks().alarm("-verifier-silent");
        assertThat(exposed.threshold()).isEqualTo(TARGET_SECONDS);

        JsonNode first = run(0, () -> {});
        assertThat(first.at("/loss/lost").asLong(-1)).isZero();
        assertThat(exposed.isRaised(periods)).isFalse();
        assertThat(missed.isRaised(periods)).isFalse();
        assertThat(silent.isRaised(periods))
                .as("one of two periods has a result")
                .isFalse();

        JsonNode second = run(1, this::loseThePrimary);
        long lost = second.at("/loss/lost").asLong(-1);
        assertThat(lost).as(second.toString()).isPositive();
        assertThat(second.at("/loss/holes").asLong(-1)).isZero();
        assertThat(exposed.isRaised(periods))
                .as("exposure of %s s, as nothing streams", exposed.point(periods.get(1)))
                .isTrue();
        assertThat(missed.isRaised(periods)).isTrue();
        assertThat(silent.isRaised(periods)).as("a missed target is a result").isFalse();
        assertThat(sum(periods.get(1), "CanariesLost")).isEqualTo(lost);

        regions.region(TwoRegions.SECONDARY)
                .database()
                .execute(DatabaseContainer.SUPERUSER, "ALTER ROLE drlab_replication LOGIN"); // it had come over closed
        regions.startStandby(TwoRegions.PRIMARY, TwoRegions.SECONDARY);
        JsonNode third = run(0, () -> {});
        assertThat(third.at("/loss/lost").asLong(-1)).isZero();
        assertThat(exposed.isRaised(periods)).as("replication works again").isFalse();
        assertThat(missed.isRaised(periods)).isFalse();
        assertThat(silent.isRaised(periods)).isFalse();

        periods.add(List.of());
        assertThat(silent.isRaised(periods)).isFalse();
        periods.add(List.of());
        assertThat(silent.isRaised(periods)).as("no run for two periods").isTrue();

        for (JsonNode result : List.of(first, second, third)) {
            accountsForByItsLedger(result);
        }
    }

    /** One period: a task from start to end, and what it published. */
    private JsonNode run(int exitCode, Disturbance disturbance) throws Exception {
        int before =
                regions.region(TwoRegions.SECONDARY).cloudWatch().published().size();
        TaskContainer job = regions.verifier(image, SHORT_RUN);
        job.start();
        disturbance.happens();
        AtomicLong peak = new AtomicLong();
        Ended ended = job.awaitEnd(
                TIME_LIMIT, () -> peak.accumulateAndGet(job.peakMib().orElse(0L), Math::max));
        long peakMib = peak.get();
        assertThat(ended.exitCode()).as(ended.log()).isEqualTo(exitCode);
        TaskDefinition task = regions.stacks().task("drlab-verifier", TwoRegions.SECONDARY);
        System.out.println("the verifier took " + peakMib + " of " + task.memoryMib() + " MiB");
        assertThat(peakMib)
                .as("MiB of memory, which the task has %s of", task.memoryMib())
                .isBetween(1L, (long) task.memoryMib());
        List<PublishedMetric> published =
                regions.region(TwoRegions.SECONDARY).cloudWatch().published();
        List<PublishedMetric> period = published.subList(before, published.size());
        periods.add(List.copyOf(period));
        JsonNode result =
                Json.mapper().readTree(job.output().lines().reduce((a, b) -> b).orElseThrow());
        assertThat(result.path("warnings")).as(result.toString()).isEmpty();
        assertThat(sum(period, "CanariesAcked"))
                .isEqualTo(result.at("/canaries/acked").asLong());
        assertThat(sum(period, "VerifierRuns")).isEqualTo(1);
        return result;
    }

    /** Replication ends first, so that there is something to lose; then the primary goes, and its peer takes over. */
    private void loseThePrimary() {
        DatabaseContainer primary = regions.region(TwoRegions.PRIMARY).database();
        String acked = "SELECT count(*) FROM drlab_canary";
        long before = Long.parseLong(primary.query("drlab", acked));
        await().atMost(TIME_LIMIT).until(() -> Long.parseLong(primary.query("drlab", acked)) > before + 20);
        primary.execute(
                DatabaseContainer.SUPERUSER,
                "ALTER ROLE drlab_replication NOLOGIN",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
        long cut = Long.parseLong(primary.query("drlab", acked));
        await().atMost(TIME_LIMIT).until(() -> Long.parseLong(primary.query("drlab", acked)) > cut + 20);
        primary.kill();
        regions.failOver(TwoRegions.SECONDARY);
    }

    /** The ledger that the run left in S3, held against the database that is the writer now, says what the run itself said. */
    private void accountsForByItsLedger(JsonNode result) throws Exception {
        String runId = result.path("runId").asText();
        Path ledger = Files.createDirectories(directory.resolve("shipped").resolve(runId));
        Region secondary = regions.region(TwoRegions.SECONDARY);
        Map<String, String> settings =
                regions.stacks().task("drlab-verifier", TwoRegions.SECONDARY).environment();
        try (S3Client s3 = LabS3.client(secondary.s3().uri(), secondary.name(), Duration.ofSeconds(30))) {
            s3.listObjectsV2(list -> list.bucket(settings.get("DRLAB_LEDGER_BUCKET"))
                            .prefix(settings.get("DRLAB_LEDGER_PREFIX") + runId))
                    .contents()
                    .forEach(segment -> s3.getObject(
                            get -> get.bucket(settings.get("DRLAB_LEDGER_BUCKET"))
                                    .key(segment.key()),
                            ledger.resolve(Path.of(segment.key()).getFileName())));
        }
        try (Connection reader = secondary.database().connect("drlab", "drlab_reader", TwoRegions.PASSWORD)) {
            LossAccount account = LossAccount.of(Ledger.open(ledger), reader);
            assertThat(account.acked()).isEqualTo(result.at("/canaries/acked").asLong());
            assertThat(account.lost()).isEqualTo(result.at("/loss/lost").asLong());
            assertThat(account.ledgerClosed()).isTrue();
        }
    }

    private static double sum(List<PublishedMetric> period, String metric) {
        return period.stream()
                .map(PublishedMetric::datum)
                .filter(datum -> datum.metricName().equals(metric))
                .mapToDouble(datum -> Optional.ofNullable(datum.value()).orElse(0.0))
                .sum();
    }

    private interface Disturbance {
        void happens() throws Exception;
    }
}
