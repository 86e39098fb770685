package dev.drlab.verifier.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.Agent;
import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.Parity;
import dev.drlab.lab.simulation.aws.LabCloudWatchClient;
import dev.drlab.lab.simulation.aws.PublishedMetric;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.RunningHome;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The scheduled job between a real primary and its replica, with no more rights than the agent's migrate gives. */
@Tag("deep")
@Tag("alone")
class VerifierJobIT {
    private final LabCloudWatchClient cloudWatch = new LabCloudWatchClient(Clock.systemUTC());

    @TempDir
    private Path directory;

    @ExtendWith(RunningHome.class)
    private LabHome home;

    @Test
    void measuresPublishesAndLeavesALedgerThatAccountsForEveryCanary() throws Exception {
        PostgresServer primary = Servers.primary(home, "one");
        migrate(primary);
        PostgresServer replica = Servers.replica(home, "two", primary);

        JobResult result = new VerifierJob(config(primary, replica), () -> cloudWatch, this::s3).run();

        assertThat(result.warnings()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(RpoVerdict.Kind.MET.exitCode());
        ObjectNode json = result.json();
        long acked = json.at("/canaries/acked").asLong();
        assertThat(acked).isGreaterThan(20);
        assertThat(json.at("/loss/lost").asLong(-1)).isZero();
        assertThat(sum("CanariesAcked")).isEqualTo(acked);
        assertThat(sum("CanariesLost")).isZero();
        assertThat(sum("VerifierRuns")).isEqualTo(1);
        assertThat(sum("VerifierMissed")).isZero();
        assertThat(data()).extracting(MetricDatum::metricName).contains("RpoExposureSeconds", "ReplicationLagMillis");

        try (Connection reader = Servers.connect(replica, "drlab_reader")) {
            LossAccount account = LossAccount.of(Ledger.open(shipped()), reader);
            assertThat(account.acked()).as("by the copy").isEqualTo(acked);
            assertThat(account.lost()).isZero();
            assertThat(account.ledgerClosed()).isTrue();
        }
    }

    /** The replica goes before the first canary: a run shorter than the target waits until it is certain. */
    @Test
    void aRunWhoseReplicaIsAwayMissesItsTargetAndSaysSoInItsMetric() throws Exception {
        PostgresServer primary = Servers.primary(home, "one");
        migrate(primary);
        PostgresServer replica = Servers.replica(home, "two", primary);
        replica.stop(PostgresServer.StopMode.FAST);

        JobResult result =
                new VerifierJob(config(primary, replica, Duration.ofSeconds(5)), () -> cloudWatch, this::s3).run();

        assertThat(result.verdict().kind()).isEqualTo(RpoVerdict.Kind.MISSED);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.verdict().reasons()).anyMatch(reason -> reason.contains("no canary was seen on the replica"));
        assertThat(data().filter(d -> d.metricName().equals("RpoExposureSeconds"))
                        .mapToDouble(d -> d.statisticValues().maximum())
                        .max()
                        .orElse(0))
                .isGreaterThan(5);
    }

    /** A stop cuts the wait short: then it is not judged, and never met. */
    @Test
    void aStopBeforeAnythingArrivedIsNotJudged() throws Exception {
        PostgresServer primary = Servers.primary(home, "one");
        migrate(primary);
        PostgresServer replica = Servers.replica(home, "two", primary);
        replica.stop(PostgresServer.StopMode.FAST);
        VerifierJob job = new VerifierJob(config(primary, replica, Duration.ofHours(1)), () -> cloudWatch, this::s3);
        CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS).execute(job::stop);

        JobResult result = job.run();

        assertThat(result.canaries().end().acked()).isPositive();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json().at("/rpo/verdict").asText()).isEqualTo("notJudged");
    }

    private Stream<MetricDatum> data() {
        return cloudWatch.metrics().stream().map(PublishedMetric::datum);
    }

    private double sum(String metric) {
        return data().filter(d -> d.metricName().equals(metric))
                .mapToDouble(MetricDatum::value)
                .sum();
    }

    private Path shipped() {
        return directory.resolve("shipped");
    }

    private static void migrate(PostgresServer primary) throws Exception {
        AgentConfig config = new AgentConfig(
                "one",
                "two",
                Parity.ODD,
                primary.jdbcUrl("drlab"),
                primary.jdbcUrl("drlab"),
                Servers.PASSWORD,
                Servers.PASSWORD,
                Servers.PASSWORD,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
        new Agent(config, new NoTable(), new NoTable(), "none", Clock.systemUTC())
                .handle(JsonNodeFactory.instance.objectNode().put("action", "migrate"));
        Servers.execute(
                primary, "INSERT INTO drlab_epoch (epoch, region) VALUES (1, 'one')", "ALTER ROLE drlab_writer LOGIN");
    }

    private JobConfig config(PostgresServer primary, PostgresServer replica) {
        return config(primary, replica, Duration.ofSeconds(300));
    }

    private JobConfig config(PostgresServer primary, PostgresServer replica, Duration target) {
        return new JobConfig(
                "two",
                endpoint("two", replica),
                endpoint("one", primary),
                50,
                Duration.ofSeconds(3),
                target,
                Duration.ofSeconds(1),
                directory.resolve("ledger"),
                Optional.of("bucket"),
                "verifier/",
                "drlab",
                "drlab");
    }

    private static Endpoint endpoint(String name, PostgresServer server) {
        return new Endpoint(
                name,
                server.jdbcUrl("drlab"),
                Login.of("drlab_writer", Servers.PASSWORD),
                Login.of("drlab_reader", Servers.PASSWORD));
    }

    private S3Client s3() {
        return new S3Client() {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                try {
                    Path file = shipped().resolve(Path.of(request.key()).getFileName());
                    Files.createDirectories(shipped());
                    Files.write(file, body.contentStreamProvider().newStream().readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return PutObjectResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }

    /** A migration touches no control table. */
    private static final class NoTable implements DynamoDbClient {
        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
