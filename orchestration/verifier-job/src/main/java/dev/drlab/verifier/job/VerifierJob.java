package dev.drlab.verifier.job;

import dev.drlab.contract.environment.Variables;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One run: writes canaries for the configured time, and meanwhile and at the end publishes metrics and ships the
 * ledger. Neither of the two can hold up or end the run: the run has threads of its own.
 */
final class VerifierJob {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final Duration SAMPLES = Duration.ofSeconds(1);
    private static final int ACCOUNT_TIMEOUT_SECONDS = 10;

    private final JobConfig config;
    private final Warnings warnings = new Warnings();
    private final PeriodStatistics statistics = new PeriodStatistics();
    private final Metrics metrics;
    private final Optional<LedgerShipper> shipper;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long publishedAcked;
    private long publishedLost;

    /** The clients are asked for at the first use, and may throw as they would when called. */
    VerifierJob(JobConfig config, Supplier<CloudWatchClient> cloudWatch, Supplier<S3Client> s3) {
        this.config = config;
        this.metrics = new Metrics(cloudWatch, config, warnings);
        this.shipper = config.bucket().map(bucket -> new LedgerShipper(s3, bucket, config, warnings));
        if (shipper.isEmpty()) {
            warnings.add("ledger", Variables.LEDGER_BUCKET + " is not set: the ledger is lost with this task");
        }
    }

    /** Ends the run before its time; it still publishes and reports. From any thread. */
    void stop() {
        stopped.countDown();
    }

    /**
     * Runs to the end.
     *
     * @throws IOException if the ledger cannot be created
     * @throws InterruptedException if the thread is interrupted; nothing is reported then
     */
    JobResult run() throws IOException, InterruptedException {
        CanaryConfig canaries = CanaryConfig.of(config.peer(), config.own(), config.ledgerDirectory())
                .withRate(config.rowsPerSecond())
                .withListener(statistics, SAMPLES);
        try (CanaryRun run = CanaryRun.start(shipper.isPresent() ? canaries.withLedgerCopied() : canaries)) {
            watch(run);
            CanaryResult result = run.stop(catchUp(), () -> stopped.getCount() == 0);
            statistics.noteHighest(result.end().maxExposureSeconds());
            Optional<LossAccount> loss = account(run, result.end().writer());
            publish(result.end(), loss.map(LossAccount::lost).orElse(0L));
            shipper.ifPresent(s -> s.ship(run.runId()));
            publishResult(result.end(), loss);
            return new JobResult(
                    result,
                    loss,
                    config.targetRpo(),
                    shipper.map(LedgerShipper::segments).orElse(0),
                    warnings.lines());
        }
    }

    /** Until a canary of the start that does not arrive has been exposed for longer than the target. */
    private Duration catchUp() {
        Duration left = config.targetRpo().minus(config.duration());
        return left.isNegative() ? CATCH_UP : left.plus(CATCH_UP);
    }

    private void watch(CanaryRun run) throws InterruptedException {
        long endNanos = System.nanoTime() + config.duration().toNanos();
        long leftNanos = config.duration().toNanos();
        while (leftNanos > 0
                && !stopped.await(Math.min(leftNanos, config.publishEvery().toNanos()), TimeUnit.NANOSECONDS)
                && run.snapshot().ledgerFailure().isEmpty()) {
            leftNanos = endNanos - System.nanoTime();
            if (leftNanos > 0) {
                publish(run.snapshot(), 0);
                shipper.ifPresent(s -> ship(s, run));
            }
        }
    }

    /** Only rows whose deletion the copy knows of are deleted: it is all that is left of a task that was killed. */
    private static void ship(LedgerShipper shipper, CanaryRun run) {
        long retained = run.retainedThrough();
        if (shipper.ship(run.runId())) {
            run.ledgerCopied(retained);
        }
    }

    /** Lost canaries are known for certain only by the account at the end; what a role change showed counts before. */
    private void publish(CanarySnapshot now, long accountedLost) {
        long lost = Math.max(Math.max(now.lost(), accountedLost), publishedLost);
        metrics.publish(Instant.now(), statistics.take(), now.acked() - publishedAcked, lost - publishedLost);
        publishedAcked = now.acked();
        publishedLost = lost;
    }

    /**
     * The result, if there is one, and whether somebody has to look: a loss is told within the target too, and where it is
     * not judged because nothing survived.
     */
    void publishResult(CanarySnapshot end, Optional<LossAccount> loss) {
        RpoVerdict.Kind verdict =
                RpoVerdict.ofRun(end, loss, config.targetRpo()).kind();
        // The run counts what it gave up on as lost; the account has looked each of them up.
        boolean lost =
                loss.map(account -> account.lost() > 0 || account.lostWhole()).orElse(end.lost() > 0);
        metrics.runFinished(
                Instant.now(), verdict != RpoVerdict.Kind.NOT_JUDGED, lost || verdict == RpoVerdict.Kind.MISSED);
    }

    private Optional<LossAccount> account(CanaryRun run, Optional<String> writer) {
        Endpoint endpoint =
                writer.filter(name -> name.equals(config.own().name())).isPresent() ? config.own() : config.peer();
        if (writer.isEmpty()) {
            warnings.add("loss", "not accounted for: no database was the writer");
            return Optional.empty();
        }
        try (Connection connection = connect(endpoint)) {
            return Optional.of(LossAccount.of(run.ledger(), connection));
        } catch (SQLException | IOException e) {
            warnings.add("loss", "not accounted for: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Connection connect(Endpoint endpoint) throws SQLException {
        return Connections.open(
                endpoint, endpoint.reader(), "drlab-verifier", ACCOUNT_TIMEOUT_SECONDS, ACCOUNT_TIMEOUT_SECONDS);
    }
}
