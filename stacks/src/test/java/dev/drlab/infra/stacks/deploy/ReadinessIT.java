package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.readiness.AwsRegions;
import dev.drlab.readiness.Outcome;
import dev.drlab.readiness.Readiness;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.ReadinessText;
import dev.drlab.readiness.Result;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The checks with the real SDK over HTTP against an emulated account, first healthy and then with one fault at a time.
 * Responses that the emulator lacks come from {@link ReadinessGaps}.
 */
@Tag("emulator")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReadinessIT {
    private static final Path WORK = Path.of("target", "readiness-it").toAbsolutePath();
    private static final String ENDPOINT = "aws.endpointUrl";

    private MotoServer moto;
    private ReadinessGaps gaps;
    private ReadinessAccount account;

    @BeforeEach
    void start() throws Exception {
        Directories.empty(WORK);
        moto = MotoServer.start(WORK, Map.of("MOTO_ECS_SERVICE_RUNNING", "1"));
        gaps = new ReadinessGaps(moto.uri());
        System.setProperty(ENDPOINT, gaps.uri().toString());
        account = new ReadinessAccount(gaps.uri());
        account.make();
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(ENDPOINT);
        account.close();
        gaps.close();
        moto.close();
    }

    @Test
    void anAccountIsReadyUntilItIsSpoilt() throws Exception {
        ReadinessReport healthy = readiness();
        System.out.println(ReadinessText.of(healthy));
        assertThat(healthy.results())
                .allSatisfy(result -> assertThat(result.outcome())
                        .as(result.check().id() + ": " + result.fact())
                        .isEqualTo(Outcome.OK));
        assertThat(healthy.verdict()).isEqualTo(Verdict.READY);

        fails(Check.VERIFIER, "no result in the last 15 minutes", () -> {}, Duration.ofMinutes(20));
        fails(Check.RUNBOOK, "names the peer eu-west-1", () -> account.runbookOfTheWriter("eu-west-1"));
        account.runbookOfTheWriter(ReadinessAccount.STANDBY);
        fails(Check.CERTIFICATE, "expired at 2020-01-01", () -> gaps.publicCertificateEnds = "2020-01-01T00:00:00Z");
        gaps.publicCertificateEnds = "2099-01-01T00:00:00Z";
        isNotJudged(Check.TASKS, "DescribeServices", "the right ecs:DescribeServices is missing");
        isNotJudged(Check.REPLICA, "DescribeDBInstances", "the right rds:DescribeDBInstances is missing");
        assertThat(readiness().verdict()).isEqualTo(Verdict.READY);

        fails(Check.LOCK, "activate 'run-1'", () -> account.lock(Instant.now().minusSeconds(3600)));
        account.unlock();
        fails(Check.DRAIN, "was left in", () -> account.drain(Instant.now().minusSeconds(900)));
        account.undrain();
        fails(Check.LAG, "900.0 s behind", () -> account.metric("AWS/RDS", "ReplicaLag", 900, 30));
        fails(Check.REPLICA, "does not replicate", () -> gaps.replication = "error");
        gaps.replication = "replicating";
        fails(Check.BACKUPS, "are off", account::turnBackupsOff);
        fails(Check.PARAMETERS, "log_min_duration_statement", account::changeAParameter);
        fails(Check.INSTANCE_CLASS, "does not offer db.t4g.medium", () -> gaps.offered = false);
        fails(Check.DATABASE_CERTIFICATE, "expired", () -> gaps.certificateEnds = "2020-01-01T00:00:00Z");
        fails(Check.IMAGE, "has no image", account::removeTheImage);
        fails(Check.CAPACITY, "ends at 1 tasks", account::lowerTheBound);
        fails(Check.TASK_PARITY, "CPU units are 256", account::shrinkTheTask);
        fails(Check.QUOTA, "may have 0.25", () -> gaps.vcpus = 0.25);
        fails(Check.QUOTA, "DBInstances", () -> gaps.databases = 40);
        fails(Check.CERTIFICATE, "no certificate", account::removeTheListener);
        fails(Check.SECRETS, "are version", account::changeAPassword);
        fails(Check.KEY, "PendingDeletion", account::deleteTheKey);
        fails(Check.DEFINITION, "not the one of this checkout", account::deployAnotherDefinition);
        fails(Check.PERMISSIONS, "may not rds:PromoteReadReplica", () -> gaps.denied = "rds:PromoteReadReplica");
        fails(Check.NOTIFICATIONS, "never confirmed", () -> gaps.pending = true);
        fails(Check.AUTHORITY, "is the writer already", account::makeTheStandbyTheWriter);
        fails(Check.TASKS, "no active service", account::removeTheService);
        account.alarm();
        assertThat(of(readiness(), Check.ALARMS).outcome()).isEqualTo(Outcome.WARNING);
        fails(Check.AGENT, "no function", account::removeTheAgent);
        ReadinessReport spoilt = readiness();
        System.out.println(ReadinessText.of(spoilt));
        assertThat(spoilt.results())
                .as("what is spoilt is told, and not waited for")
                .noneMatch(result -> result.fact().contains("no answer within"));
    }

    /** A change that a test makes to the account. */
    @FunctionalInterface
    private interface AccountChange {
        void make() throws Exception;
    }

    private void fails(Check check, String named, AccountChange change) throws Exception {
        fails(check, named, change, Duration.ZERO);
    }

    private void fails(Check check, String named, AccountChange change, Duration later) throws Exception {
        change.make();
        ReadinessReport report = readiness(later);
        Result result = of(report, check);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.findings().toString()).contains(named);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_READY);
    }

    /** A read without a right is no failure, and never ready. */
    private void isNotJudged(Check check, String refused, String said) throws Exception {
        gaps.refused = refused;
        ReadinessReport report = readiness();
        gaps.refused = "";
        Result result = of(report, check);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(result.fact()).contains(said);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    private static Result of(ReadinessReport report, Check check) {
        return report.results().stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static ReadinessReport readiness() throws InterruptedException {
        return readiness(Duration.ZERO);
    }

    /** Checks readiness that much later, without new metrics in between. */
    private static ReadinessReport readiness(Duration later) throws InterruptedException {
        try (AwsRegions regions =
                new AwsRegions(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))) {
            return new Readiness("drlab", regions, () -> Instant.now().plus(later))
                    .of(ReadinessAccount.STANDBY, Optional.empty(), Map.of());
        }
    }
}
