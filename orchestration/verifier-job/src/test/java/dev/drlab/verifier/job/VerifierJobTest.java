package dev.drlab.verifier.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.ledger.LedgerCondition;
import dev.drlab.verifier.measure.CanarySample;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.measure.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The job without databases: what it publishes, ships and reports, and what it survives. */
class VerifierJobTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path directory;

    private final Fakes aws = new Fakes();
    private final Warnings warnings = new Warnings();

    @Test
    void aRunWithoutAnyDatabaseReportsThatItCouldNotRunAndPublishesNeitherExposureNorRun() throws Exception {
        JobResult result = new VerifierJob(config(Optional.of("bucket")), aws::cloudWatch, aws::s3).run();
        assertThat(result.exitCode()).isEqualTo(JobResult.COULD_NOT_RUN);
        ObjectNode json = result.json();
        assertThat(json.at("/canaries/acked").asLong(-1)).isZero();
        assertThat(json.at("/rpo/met").asBoolean(true)).isFalse();
        assertThat(json.path("lastError").asText()).isNotEmpty();
        assertThat(json.path("warnings").toString()).contains("loss: not accounted for");
        assertThat(aws.named("VerifierRuns")).as("no result").isEmpty();
        assertThat(aws.named("VerifierMissed")).as("no result").isEmpty();
        assertThat(aws.named("RpoExposureSeconds"))
                .as("no arrival is a miss, not a zero")
                .isEmpty();
        assertThat(aws.named("CanariesAcked")).isNotEmpty();
        assertThat(aws.objects.keySet())
                .singleElement()
                .asString()
                .startsWith("bucket/verifier/" + result.canaries().runId());
    }

    @Test
    void cloudWatchAndS3OutOfReachAreWarningsOnceEach() throws Exception {
        JobResult result = new VerifierJob(config(Optional.of("bucket")), VerifierJobTest::noCloudWatch, () -> {
                    throw SdkClientException.create("S3 timed out");
                })
                .run();
        assertThat(result.warnings())
                .anySatisfy(
                        w -> assertThat(w).startsWith("CloudWatch: timed out").contains("times"))
                .anySatisfy(w -> assertThat(w).startsWith("S3: S3 timed out"));
        assertThat(result.json().at("/shipped/segments").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @EnumSource(CustomMetric.class)
    void theUnitOfAMetricIsOneThatCloudWatchKnows(CustomMetric metric) {
        assertThat(StandardUnit.fromValue(metric.unit())).isNotEqualTo(StandardUnit.UNKNOWN_TO_SDK_VERSION);
    }

    @Test
    void aPeriodsPointsBecomeStatisticSetsOfTheProject() {
        PeriodStatistics statistics = new PeriodStatistics();
        statistics.onSample(new CanarySample(NOW, 4, 0.5));
        statistics.onSample(new CanarySample(NOW, -1, 2.5));
        new Metrics(aws::cloudWatch, config(Optional.empty()), warnings).publish(NOW, statistics.take(), 7, 1);

        MetricDatum exposure = aws.named("RpoExposureSeconds").get(0);
        assertThat(exposure.statisticValues().maximum()).isEqualTo(2.5);
        assertThat(exposure.statisticValues().sampleCount()).isEqualTo(2);
        assertThat(exposure.dimensions())
                .containsExactly(
                        Dimension.builder().name("Project").value("drlab").build());
        assertThat(aws.named("ReplicationLagMillis").get(0).statisticValues().sampleCount())
                .as("a second in which nothing arrived has no lag")
                .isEqualTo(1);
        assertThat(aws.named("CanariesAcked").get(0).value()).isEqualTo(7);
        assertThat(aws.named("CanariesLost").get(0).value()).isEqualTo(1);
    }

    @Test
    void onlyARunThatMissedItsTargetSaysSoBesideThatItRan() {
        Metrics metrics = new Metrics(aws::cloudWatch, config(Optional.empty()), warnings);
        metrics.runFinished(NOW, true, false);
        metrics.runFinished(NOW, true, true);
        assertThat(aws.named("VerifierRuns")).extracting(MetricDatum::value).containsExactly(1.0, 1.0);
        assertThat(aws.named("VerifierMissed")).extracting(MetricDatum::value).containsExactly(1.0);
    }

    /** 2 s of a target of 300 s are lost: the target is met, and somebody has lost commits. */
    @Test
    void aLossWithinTheTargetIsToldToo() {
        job().publishResult(end(100, 0), Optional.of(loss(100, 20, 2, false)));
        assertThat(aws.named("VerifierRuns")).hasSize(1);
        assertThat(aws.named("VerifierMissed")).extracting(MetricDatum::value).containsExactly(1.0);
    }

    /** How much is lost is not known then, so it is not judged: that it is lost is known. */
    @Test
    void aLossOfAWholeTimelineIsToldThoughItIsNotJudged() {
        job().publishResult(end(100, 0), Optional.of(loss(100, 20, 2, true)));
        assertThat(aws.named("VerifierRuns")).as("no result").isEmpty();
        assertThat(aws.named("VerifierMissed")).extracting(MetricDatum::value).containsExactly(1.0);
    }

    @Test
    void aLossThatTheRunItselfSawIsToldWithoutAnAccount() {
        job().publishResult(end(100, 3), Optional.empty());
        assertThat(aws.named("VerifierRuns")).as("no result").isEmpty();
        assertThat(aws.named("VerifierMissed")).hasSize(1);
    }

    @Test
    void whatTheRunGaveUpOnAndTheAccountFoundIsNotLost() {
        job().publishResult(end(100, 3), Optional.of(loss(100, 0, 0, false)));
        assertThat(aws.named("VerifierMissed")).isEmpty();
    }

    @Test
    void aRunThatLostNothingTellsNoMiss() {
        job().publishResult(end(100, 0), Optional.of(loss(100, 0, 0, false)));
        job().publishResult(end(100, 0), Optional.empty());
        assertThat(aws.named("VerifierRuns")).as("the second was not judged").hasSize(1);
        assertThat(aws.named("VerifierMissed")).isEmpty();
    }

    private VerifierJob job() {
        return new VerifierJob(config(Optional.of("bucket")), aws::cloudWatch, aws::s3);
    }

    private static CanarySnapshot end(long acked, long lost) {
        Percentiles none = new Percentiles(0, 0, 0, 0);
        return new CanarySnapshot(
                acked,
                acked,
                0,
                Skipped.NONE,
                acked,
                0,
                lost,
                0,
                0.1,
                0.1,
                none,
                acked,
                none,
                Optional.of("us-west-2"),
                Optional.of("ap-southeast-2"),
                Optional.empty(),
                Optional.empty());
    }

    private static LossAccount loss(long acked, long lost, double seconds, boolean whole) {
        return new LossAccount(
                UUID.randomUUID(),
                acked,
                acked,
                lost,
                List.of(),
                0,
                seconds,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                whole,
                false,
                false,
                List.of(),
                new LedgerCondition(true, 0, Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void aPeriodInWhichNothingArrivedHasNeitherLagNorAnExposureOfZero() {
        PeriodStatistics statistics = new PeriodStatistics();
        statistics.onSample(new CanarySample(NOW, -1, 0));
        new Metrics(aws::cloudWatch, config(Optional.empty()), warnings).publish(NOW, statistics.take(), 0, 0);
        assertThat(aws.named("ReplicationLagMillis")).isEmpty();
        assertThat(aws.named("RpoExposureSeconds")).isEmpty();
        assertThat(aws.named("CanariesAcked")).hasSize(1);
    }

    /** Canaries of which all arrived in the last wait, too late: the alarm must see what the verdict sees. */
    @Test
    void theHighestExposureIsPublishedWhereNoPointHasIt() {
        PeriodStatistics statistics = new PeriodStatistics();
        statistics.onSample(new CanarySample(NOW, -1, 250));
        assertThat(statistics.take().exposureSeconds().getMax()).isEqualTo(250);
        statistics.noteHighest(301);
        assertThat(statistics.take().exposureSeconds().getMax()).isEqualTo(301);
        statistics.noteHighest(301);
        assertThat(statistics.take().exposureSeconds().getCount())
                .as("told already")
                .isZero();
        assertThat(new PeriodStatistics().take().exposureSeconds().getCount()).isZero();
    }

    @Test
    void onlySegmentsThatHaveGrownAreShippedAgain() throws Exception {
        UUID run = UUID.randomUUID();
        JobConfig config = config(Optional.of("bucket"));
        Files.createDirectories(config.ledgerDirectory());
        Path segment = Files.writeString(config.ledgerDirectory().resolve(run + ".000001.ledger"), "one");
        Files.writeString(config.ledgerDirectory().resolve(UUID.randomUUID() + ".000001.ledger"), "another run's");
        LedgerShipper shipper = new LedgerShipper(aws::s3, "bucket", config, warnings);
        shipper.ship(run);
        shipper.ship(run);
        assertThat(aws.puts()).isEqualTo(1);
        Files.writeString(segment, "one two");
        shipper.ship(run);
        assertThat(aws.objects.get("bucket/verifier/" + segment.getFileName()))
                .asString()
                .isEqualTo("one two");
        assertThat(aws.objects).hasSize(1);
        assertThat(warnings.lines()).isEmpty();
    }

    private static CloudWatchClient noCloudWatch() {
        throw SdkClientException.create("timed out");
    }

    private JobConfig config(Optional<String> bucket) {
        Login login = Login.of("nobody", "p");
        return new JobConfig(
                "us-west-2",
                new Endpoint("us-west-2", "jdbc:postgresql://127.0.0.1:1/drlab", login, login),
                new Endpoint("ap-southeast-2", "jdbc:postgresql://127.0.0.1:1/drlab", login, login),
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(300),
                Duration.ofMillis(400),
                directory.resolve("ledger"),
                bucket,
                "verifier/",
                "drlab",
                "drlab");
    }
}
